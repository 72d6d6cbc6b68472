import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';

const words = texts.sales.review;

type Vendor = NonNullable<NonNullable<Referral['verdict']>['vendor']>;

/** What the CRM said when the check ran: the rule, and when it was. */
export function VendorCard({ vendor }: { vendor: Vendor }) {
  const { why, unproven, at } = vendor;
  return (
    <Card title={words.ownRecords}>
      <dl className="fl-facts">
        <div className="fl-fact">
          <dt>{words.what}</dt>
          <dd>{texts.codes.vendor(why)}</dd>
        </div>
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
