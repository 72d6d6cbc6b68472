import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="fl-back">
      <IconChevronLeft size={15} aria-hidden />
      {children}
    </Link>
  );
}
