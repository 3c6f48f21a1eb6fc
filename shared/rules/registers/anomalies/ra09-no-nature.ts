import { changedUses } from '../../codes/legacy-codes.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { type Look, marksThatAsk, namesOf } from './look.ts';

const marksWithDuty = (look: Look) => marksThatAsk(look, ({ dutyNote }) => dutyNote);

/**
 * RA9: B or Y7 without what it was in words; Q without the note of the authority's travel duty (§3.5). It was made in
 * full only when the notes are known too, where the pupil has a Q.
 */
export const noNature: AnomalyCheck = {
  rule: 'RA9',
  isGiven: ({ facts }) => facts.natures !== undefined || facts.dutyNotes !== undefined,
  isWhole: (look) =>
    look.facts.natures !== undefined && (look.facts.dutyNotes !== undefined || marksWithDuty(look).length === 0),
  find: (look) => {
    const { natures, dutyNotes } = look.facts;
    const told = namesOf((natures ?? []).filter(({ text }) => text.trim() !== ''));
    const noted = namesOf(dutyNotes ?? []);
    const untold = natures === undefined ? [] : marksThatAsk(look, ({ nature }) => nature);
    const unnoted = dutyNotes === undefined ? [] : marksWithDuty(look);
    return [
      ...untold
        .filter(({ name }) => !told.has(name))
        .map((mark) => {
          // B was once used for lessons at home, which has codes of its own.
          const orCodes = changedUses.find(({ code }) => code === mark.code)?.now ?? [];
          const mend = { do: 'record', what: 'nature', orCodes } as const;
          return anomaly('RA9', { ...mark, why: 'nature', mend, source: mark.conditions.law });
        }),
      ...unnoted
        .filter(({ name }) => !noted.has(name))
        .map((mark) => {
          const mend = { do: 'record', what: 'duty note', orCodes: ['N'] } as const;
          return anomaly('RA9', { ...mark, why: 'duty', mend, source: mark.conditions.law });
        }),
    ];
  },
};
