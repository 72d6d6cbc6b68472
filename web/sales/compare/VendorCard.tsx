import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';

const words = texts.sales.review;

type Vendor = NonNullable<NonNullable<Referral['verdict']>['vendor']>;

/** What the CRM said when the check ran: the rule, what the company was recognised by, and when it was. */
export function VendorCard({ vendor }: { vendor: Vendor }) {
  const { why, unproven, at, recognised } = vendor;
  return (
    <Card title={words.ownRecords}>
      <dl className="fl-facts">
        <div className="fl-fact">
          <dt>{words.what}</dt>
          <dd>{texts.codes.vendor(why)}</dd>
        </div>
        {recognised === null ? null : (
          <div className="fl-fact">
            <dt>{words.foundAs}</dt>
            <dd>{`${texts.codes.crmRecord(recognised.kind)}, ${texts.codes.crmKey(recognised.foundBy)}`}</dd>
          </div>
        )}
        {at === null ? null : (
          <div className="fl-fact">
            <dt>{words.when}</dt>
            <dd>
              <Moment at={at} />
            </dd>
          </div>
        )}
      </dl>
      {why === 'crm_unavailable' ? <p>{words.readYourself}</p> : null}
      {unproven && why !== 'crm_unavailable' ? <p>{words.unproven}</p> : null}
    </Card>
  );
}
