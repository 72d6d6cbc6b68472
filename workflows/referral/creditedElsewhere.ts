/** Thrown where a win is told of a deal that another referral is credited with; nothing of the step was written. */
export class CreditedElsewhere extends Error {
  /** The number of that referral. */
  readonly number: string;
  constructor(number: string) {
    super('credited elsewhere');
    this.name = 'CreditedElsewhere';
    this.number = number;
  }
}
