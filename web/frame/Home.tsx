import { Navigate } from 'react-router';
import { useUser } from '../api/session.ts';
import { homeOf } from './navigation.ts';

/** The address without a path leads everybody to where their day begins. */
export function Home() {
  return <Navigate to={homeOf(useUser().roles)} replace />;
}
