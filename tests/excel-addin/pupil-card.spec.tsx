import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PupilCard } from '../../excel-addin/parts/pupil-card.tsx';
import type { Conflicts } from '../../excel-addin/use-conflicts.ts';
import type { Press } from '../../excel-addin/use-decisions.ts';
import type { Why } from '../../excel-addin/use-why.ts';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { wellKnownPupil } from '../support/pane-page/pane-school.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const noConflicts: Conflicts = {
  all: [],
  isBusy: false,
  says: undefined,
  add: () => undefined,
  stand: () => undefined,
  keepMine: async () => undefined,
  takeTheirs: async () => undefined,
};

interface Drawn {
  readonly may?: { readonly decide: boolean; readonly plan: boolean; readonly contact: boolean };
  readonly press?: Press;
  readonly why?: Why;
  readonly conflicts?: Conflicts;
}

const all = { decide: true, plan: true, contact: true };

const drawn = (pupil: TrackerPupil, { may = all, press, why, conflicts = noConflicts }: Drawn = {}): string =>
  renderToStaticMarkup(
    <FluentProvider theme={webLightTheme}>
      <PupilCard
        pupil={pupil}
        view={viewOf([pupil])}
        may={may}
        press={press}
        conflicts={conflicts}
        why={why}
        onWhy={() => undefined}
        onWhyClose={() => undefined}
        onDecide={async () => ({ state: 'saved', says: '' })}
        onBack={() => undefined}
      />
    </FluentProvider>,
  );

const button = (html: string, label = 'Accept stage'): string =>
  new RegExp(`<button[^>]*>(?:(?!</button>).)*${label}(?:(?!</button>).)*</button>`, 's').exec(html)?.[0] ?? '';

test('every reason stands there with its numbers and source, why not higher, and what is not known', () => {
  const html = drawn(ordinaryPupil());
  for (const text of [
    'Quill',
    'Stage 2 Support',
    '18 of 200 sessions (9.0 %) missed, at least 8 %.',
    'School policy, attendance reference §5.2',
    'Stage 3 Persistent absence: absence is below 10 %',
    'Penalty notices were not considered.',
    '91.0%',
    '18 of 200',
  ])
    expect(html.replaceAll('\u00a0', ' ')).toContain(text);
  expect(button(html)).not.toContain('disabled=""');
});

test('somebody who may not accept sees no button, and who may', () => {
  const html = drawn(ordinaryPupil(), { may: { decide: false, plan: false, contact: false } });
  expect([button(html), button(html, 'Another stage'), button(html, 'Log a contact')]).toEqual(['', '', '']);
  expect(html).toContain('The attendance manager, deputy or head accepts a stage.');
});

test.each([
  ['nothing is recommended', { recommended: null }],
  ['the offer for everybody is no stage to begin', { recommended: '0' }],
  ['the stage has begun already', { recommended: '2', decided: '2', since: '2026-03-02' }],
])('no button: %s', (_says, change) => {
  const pupil = ordinaryPupil();
  expect(button(drawn({ ...pupil, stage: { ...pupil.stage, ...change } }))).toBe('');
});

test.each<Press>([
  { kind: 'accept', state: 'saved', says: 'Saved: stage 2 has begun.' },
  { kind: 'accept', state: 'saving', says: 'Kept here; SharePoint has not confirmed yet.' },
])('after the press the answer stands there and the button is closed: $state', (press) => {
  const html = drawn(ordinaryPupil(), { press });
  expect(html).toContain(press.says);
  expect(button(html)).toContain('disabled=""');
});

test('a refusal can be tried again', () => {
  const html = drawn(ordinaryPupil(), {
    press: { kind: 'accept', state: 'refused', says: 'These figures are of yesterday.' },
  });
  expect(html).toContain('These figures are of yesterday.');
  expect(button(html)).not.toContain('disabled=""');
});

test('a stage that is recommended after another was accepted can be accepted too', () => {
  const press: Press = { kind: 'accept', stage: '1', state: 'saved', says: 'Saved: stage 1 has begun.' };
  expect(button(drawn(ordinaryPupil(), { press }))).not.toContain('disabled=""');
});

test('a figure that was asked about says what is behind it: sentence, sessions, source, policy version', () => {
  const view = {
    pupil: 'P1',
    on: '2026-03-10',
    field: 'absence',
    value: '9.0',
    policyVersion: 3,
    reasons: [
      {
        rule: 'figures.absence',
        says: 'Absent 18 of 200 possible sessions (9.0 %).',
        numbers: {},
        source: 'Pupil absence statistics: methodology (DfE)',
        sessions: ['2026-03-09 AM', '2026-03-10 PM'],
      },
    ],
  };
  const html = drawn(ordinaryPupil(), { why: { field: 'absence', state: 'answered', view } });
  for (const text of [
    'Absent 18 of 200 possible sessions (9.0 %).',
    'Monday 9 March, morning',
    'Tuesday 10 March, afternoon',
    'Pupil absence statistics: methodology (DfE)',
    'policy version 3',
  ])
    expect(html.replaceAll('<!-- -->', '').replaceAll('\u00a0', ' ')).toContain(text);
  expect(html).toContain('aria-expanded="true"');
});

test('what is on record stands there: target, contact, plan, letter, penalty counter, tier', () => {
  const html = drawn(wellKnownPupil()).replaceAll('<!-- -->', '');
  for (const text of [
    '95.0%: 160 more sessions in a row, 1 may still be missed, best possible finish 95.2%',
    '04/03/2026, P Office',
    'red group: tried this week, nobody reached',
    'Meet the parent, due 13/03/2026',
    'Letter 1, sent 12/01/2026',
    '4 sessions count, 5 with open N',
    'Tier 2',
  ])
    expect(html).toContain(text);
});

test('one session that counts towards a penalty notice is said as one', () => {
  const html = drawn(wellKnownPupil({ penalty: { confirmed: 1, includingN: 1, met: false } }));
  expect(html.replaceAll('<!-- -->', '')).toContain('1 session counts, 1 with open N');
});

test('what the reader may not know, the desk does not send and the card does not name', () => {
  const html = drawn(ordinaryPupil());
  for (const text of ['Penalty notice</', 'First-day tier', 'Last contact', 'Weekly contact'])
    expect(html).not.toContain(text);
});

test('a stage on hold says why, by whom and until when; it is ended before it is accepted', () => {
  const html = drawn(
    wellKnownPupil({
      hold: { stage: '2', reason: 'In hospital', until: '2026-04-02', by: 'P Office', on: '2026-03-03' },
    }),
  ).replaceAll('<!-- -->', '');
  expect(html).toContain('In hospital (P Office, 03/03/2026; until 02/04/2026)');
  expect(button(html)).toBe('');
  expect(button(html, 'End the hold')).not.toContain('disabled=""');
});

test('a lower stage on hold is shown, and keeps nobody from accepting what is recommended since', () => {
  const html = drawn(
    wellKnownPupil({ hold: { stage: '1', reason: 'In hospital', until: null, by: 'P Office', on: '2026-03-03' } }),
  ).replaceAll('<!-- -->', '');
  expect(html).toContain('In hospital (P Office, 03/03/2026)');
  expect(button(html)).not.toContain('disabled=""');
  expect(button(html, 'End the hold')).not.toContain('disabled=""');
});

test('what two people typed stands side by side, with who and when', () => {
  const pupil = wellKnownPupil();
  const html = drawn(pupil, {
    conflicts: {
      ...noConflicts,
      all: [
        {
          pupil: pupil.pupil,
          field: 'nextActionDue',
          mine: '2026-03-20',
          theirs: { value: '2026-03-17', by: 'D Deputy', at: '2026-03-10T09:05:00Z' },
        },
      ],
    },
  }).replaceAll('<!-- -->', '');
  for (const text of [
    'Next action due of Quill, Tabitha',
    '20/03/2026',
    'D Deputy, 10 March 2026, 09:05',
    '17/03/2026',
  ])
    expect(html).toContain(text);
  expect(button(html, 'Keep mine')).toContain('Keep mine: Next action due of Quill, Tabitha');
});
