import { Link } from 'react-router';
import { texts } from '../../texts/en.ts';

export const CaseLink = ({ id }: { id: string }) => <Link to={`/cases/${id}`}>{texts.finance.adjust.caseName}</Link>;
