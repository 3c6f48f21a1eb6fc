import type { EditableField } from '../../shared/views/stages.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { percent, rate } from '../../shared/vocabulary/rate.ts';
import { instantInWords } from '../../shared/wording/dates.ts';

/** `Stage 2 Support`. */
export const stageName = (stage: string, names: TrackerView['stageNames']): string =>
  stage === '0'
    ? 'No stage: the offer for everybody'
    : `Stage ${stage}${names[stage] === undefined ? '' : ` ${names[stage]}`}`;

/** `20/03/2026`, as the sheet shows it. */
export const dateShown = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

/** `91.0%`, or a dash where no session was possible. */
export const share = (attended: number, possible: number): string => {
  const text = percent(rate(attended, possible));
  return text === null ? '–' : `${text}%`;
};

/** `1 pupil`, `1,181 pupils`. */
export const countShown = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** What each field that may be typed is called in a sentence. */
export const editableWords: Readonly<Record<EditableField, string>> = {
  stageDecided: 'Stage',
  reviewDue: 'Review due',
  nextAction: 'Next action',
  nextActionDue: 'Next action due',
  target: 'Target',
};

/** A kept value as a person reads it; null is nothing. */
export const valueShown = (field: EditableField, value: string | null, names: TrackerView['stageNames']): string => {
  if (value === null || value === '') return 'nothing';
  switch (field) {
    case 'stageDecided':
      return stageName(value, names);
    case 'reviewDue':
    case 'nextActionDue':
      return dateShown(value);
    case 'target':
      return `${value}%`;
    case 'nextAction':
      return value;
  }
};

/** `10 March 2026, 09:31`, or the day where only that was kept. */
export const whenShown = (at: string): string => (at.includes('T') ? instantInWords(at) : dateShown(at));
