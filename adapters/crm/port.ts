/** The vendor's CRM, as little of it as the product needs. Both calls are safe to repeat: they find what they made. */
export interface Crm {
  /** By domain when there is one, else by exact name. Throws `crm_unavailable`. */
  findOrCreateAccount(account: { name: string; domain: string | null }): Promise<{ id: string }>;
  /** By our referral number, which the record carries together with the partner's name. Throws `crm_unavailable`. */
  findOrCreateRecord(record: {
    accountId: string;
    referralNumber: string;
    partnerName: string;
  }): Promise<{ id: string }>;
  /** Notes the deal on our record; a deal id that the CRM does not know is linked as given. */
  linkDeal(link: { referralNumber: string; dealId: string }): Promise<void>;
}
