/** What both sides read about a question to the partner. */
export const questions = {
  title: 'A question for you',
  yourAnswer: 'Your answer',
  answerMissing: 'Write an answer',
  send: 'Send answer',
  answered: 'Your answer is with them',
  asked: 'Questions and answers',
  kinds: {
    asked: 'Question',
    wrong_details: 'How can the prospect be reached?',
    refused: 'The prospect did not want to talk. Is it a misunderstanding?',
  },
  states: {
    open: 'Waits for an answer',
    answered: 'Answered',
    lapsed: 'No answer in time',
    dropped: 'Not needed any more',
  },
};
