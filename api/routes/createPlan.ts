import type { z } from 'zod';
import type { Setup, SetupReads } from '../../adapters/database/setupPort.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { planTerms, termsByPartner } from '../../domain/commission/terms.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { createPlan } from '../operations/plans.ts';
import { presentPlan } from '../presenters/setup.ts';
import { route } from '../route.ts';
import type { CreatePlan } from '../schemas/plans.ts';

type GivenRule = z.output<typeof CreatePlan>['rules'][number];

const completeRule = (rule: GivenRule): PlanRule => {
  if (rule.kind === 'qualified_lead_bonus') return { ...rule, trigger: 'qualified', when: rule.when ?? {} };
  if (rule.kind === 'recurring') return { ...rule, trigger: 'paid', when: rule.when ?? {} };
  const same = { trigger: rule.trigger ?? 'signed', when: rule.when ?? {} } as const;
  if (rule.kind === 'deal_percent' && rule.base === 'payments_received_net')
    return { ...rule, base: rule.base, trigger: 'paid', when: same.when };
  return rule.kind === 'deal_percent'
    ? { ...rule, base: rule.base ?? 'first_year_net', ...same }
    : { ...rule, ...same };
};

/** The paragraph of terms is made here, once: receipts print what was published, whatever the code says later. */
export const createPlanRoute = ({ setup, setupReads }: { setup: Setup; setupReads: SetupReads }) =>
  route(createPlan, async ({ body, caller, ticket, now }) => {
    const [program, approvers] = await Promise.all([setupReads.program(body.programId, null), setupReads.approvers()]);
    if (program === undefined) throw new AppError({ code: 'not_found', detail: 'There is no such program.' });
    const rules = body.rules.map(completeRule);
    const { name, effectiveFrom } = body;
    return answerOnce(setup, ticket, async (writes) => {
      const plan = await writes.createPlan({
        programId: program.id,
        name,
        effectiveFrom: effectiveFrom === undefined ? now : new Date(effectiveFrom),
        rules,
        terms: planTerms(rules, program.policy),
        partnerTerms: termsByPartner(rules, program.policy),
        by: caller.id,
        at: now,
      });
      const shown = presentPlan(plan, { program, approvers, caller });
      return { status: 201, headers: { Location: `/v1/plans/${plan.id}` }, body: shown };
    });
  });
