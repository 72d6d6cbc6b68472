import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { NextClock } from '../../ui/NextClock.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ReferralName } from '../../ui/ReferralName.tsx';
import { StagePill } from '../../ui/StagePill.tsx';

const { columns: words } = texts.partner.list;

const COLUMNS: readonly Column<Referral>[] = [
  { label: words.company, onCard: 'lead', cell: (referral) => <ReferralName referral={referral} /> },
  { label: words.stage, onCard: 'pill', cell: ({ stage }) => <StagePill stage={stage} /> },
  { label: words.sentence, onCard: 'words', cell: ({ next }) => <span className="fl-clamp">{next.sentence}</span> },
  {
    label: words.due,
    onCard: 'pill',
    cell: ({ next }) => <NextClock next={next} />,
  },
  { label: words.owner, wide: true, cell: ({ owner }) => owner?.name },
  {
    label: words.value,
    wide: true,
    align: 'end',
    cell: ({ estimatedValue }) => (estimatedValue === null ? null : <MoneyText money={estimatedValue} />),
  },
  { label: words.received, wide: true, align: 'end', cell: ({ submittedAt }) => <Moment at={submittedAt} /> },
];

const PARTNER: Column<Referral> = { label: words.partner, wide: true, cell: ({ partnerName }) => partnerName };

export function ReferralTable({ referrals, withPartner }: { referrals: readonly Referral[]; withPartner: boolean }) {
  return (
    <DataTable
      caption={texts.partner.list.allTitle}
      columns={withPartner ? COLUMNS.toSpliced(1, 0, PARTNER) : COLUMNS}
      rows={referrals}
      rowKey={({ id }) => id}
    />
  );
}
