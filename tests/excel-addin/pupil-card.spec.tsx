import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PupilCard } from '../../excel-addin/parts/pupil-card.tsx';
import type { Acceptance } from '../../excel-addin/parts/use-acceptance.ts';
import type { Why } from '../../excel-addin/parts/use-why.ts';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const drawn = (
  pupil: TrackerPupil,
  { mayAccept = true, acceptance, why }: { mayAccept?: boolean; acceptance?: Acceptance; why?: Why } = {},
): string =>
  renderToStaticMarkup(
    <FluentProvider theme={webLightTheme}>
      <PupilCard
        pupil={pupil}
        view={viewOf([pupil])}
        mayAccept={mayAccept}
        acceptance={acceptance}
        why={why}
        onWhy={() => undefined}
        onWhyClose={() => undefined}
        onAccept={() => undefined}
        onBack={() => undefined}
      />
    </FluentProvider>,
  );

const button = (html: string): string =>
  /<button[^>]*>(?:(?!<\/button>).)*Accept stage(?:(?!<\/button>).)*<\/button>/s.exec(html)?.[0] ?? '';

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

test('somebody who may not accept sees the button closed, and who may', () => {
  const html = drawn(ordinaryPupil(), { mayAccept: false });
  expect(button(html)).toContain('disabled=""');
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

test.each<Acceptance>([
  { state: 'saved', says: 'Saved: stage 2 has begun.', stage: '2' },
  { state: 'saving', says: 'Kept here; SharePoint has not confirmed yet.', stage: '2' },
])('after the press the answer stands there and the button is closed: $state', (acceptance) => {
  const html = drawn(ordinaryPupil(), { acceptance });
  expect(html).toContain(acceptance.says);
  expect(button(html)).toContain('disabled=""');
});

test('a refusal can be tried again', () => {
  const html = drawn(ordinaryPupil(), {
    acceptance: { state: 'refused', says: 'These figures are of yesterday.', stage: '2' },
  });
  expect(html).toContain('These figures are of yesterday.');
  expect(button(html)).not.toContain('disabled=""');
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
