/** What goes to the DSL at once, on any day of an absence (§4.3); `police`: the police hear of it as well. */
export const immediateTriggers = [
  { trigger: 'injured-or-frightened', police: false },
  { trigger: 'sight-of-child-refused', police: false },
  { trigger: 'contradictory-accounts', police: false },
  { trigger: 'parent-does-not-know-where', police: true },
  { trigger: 'disclosure', police: false },
  { trigger: 'left-area-or-country', police: false },
  { trigger: 'forced-marriage', police: false },
  { trigger: 'exploitation', police: false },
] as const;
export type ImmediateTrigger = (typeof immediateTriggers)[number]['trigger'];

/** Whom to tell at once when any of these was seen or heard; nobody when none was. */
export const tellAtOnce = (seen: readonly ImmediateTrigger[]): readonly ('dsl' | 'police')[] => {
  const rows = immediateTriggers.filter(({ trigger }) => seen.includes(trigger));
  if (rows.length === 0) return [];
  return rows.some(({ police }) => police) ? ['dsl', 'police'] : ['dsl'];
};
