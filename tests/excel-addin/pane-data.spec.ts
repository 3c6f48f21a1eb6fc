import { describe, expect, test } from 'vitest';
import { sendEdits } from '../../excel-addin/decisions.ts';
import { copyKeeper } from '../../excel-addin/keep-copy.ts';
import { meetingSheet } from '../../excel-addin/meeting-sheet.ts';
import { factsOf } from '../../excel-addin/parts/fact-list.tsx';
import { targetKept } from '../../excel-addin/parts/plan-form.tsx';
import { found, moveOf, pupilsOf } from '../../excel-addin/pupil-lists.ts';
import { remadeSheet } from '../../excel-addin/remade-sheet.ts';
import { copyOf, partsOf } from '../../excel-addin/sheet-copy.ts';
import { batchesOf, isPlain } from '../../excel-addin/stage-batches.ts';
import type { MeetingView } from '../../shared/views/meeting.ts';
import { isRefusal, planUpdate } from '../../shared/workbook/plan.ts';
import { FakeDesk } from '../support/pane-page/fake-desk.ts';
import { paneMeeting, paneSchool, wellKnownPupil } from '../support/pane-page/pane-school.ts';
import { sheetOf } from '../support/sheet.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const view = paneSchool();

describe('who moved since last week', () => {
  const lastWeek = { attended: 170, possible: 190, band: '3', persistent: false, recommended: '2' };

  test.each([
    [
      'now persistently absent, two stages and two bands up',
      absentPupil({ lastWeek }),
      ['now PA', 'stage 4, was 2', 'band 5, was 3'],
    ],
    ['a stage up', ordinaryPupil({ lastWeek: { ...lastWeek, recommended: '1' } }), ['stage 2, was 1']],
    [
      'no stage any more',
      ordinaryPupil({ lastWeek, stage: { ...ordinaryPupil().stage, recommended: '0' } }),
      ['no stage any more, was 2'],
    ],
    ['left persistent absence', ordinaryPupil({ lastWeek: { ...lastWeek, persistent: true } }), ['left PA']],
    ['nothing but a day more', ordinaryPupil({ lastWeek }), undefined],
    ['new on roll: nothing to compare', ordinaryPupil({ lastWeek: null }), undefined],
    ['the desk says nothing of last week', ordinaryPupil(), undefined],
  ])('%s', (_says, pupil, says) => expect(moveOf(pupil)?.says).toEqual(says));

  test('the worst first: persistent absence before a stage, a stage before a band', () => {
    expect(pupilsOf('movers', view).map(({ pupil }) => pupil.surname)).toEqual([
      ...['Bramble', 'Larkin', 'Pepperell', 'Sorrel', 'Tansy', 'Thimble', 'Wicket'],
      'Quill',
    ]);
  });

  test('a name is found from either end, and a form by itself', () => {
    const all = pupilsOf('all', view);
    expect(found(all, 'quill, tab').map(({ pupil }) => pupil.pupil)).toEqual(['Z999200018000']);
    expect(found(all, 'Tabitha Quill')).toHaveLength(1);
    expect(found(all, '8a').every(({ pupil }) => pupil.form === '8A')).toBe(true);
  });
});

describe('stages that wait, many at a time', () => {
  const [first] = batchesOf(view);

  test('by stage, in the order of year, form and name; holds are in the list', () => {
    expect(batchesOf(view).map(({ stage, pupils }) => [stage, pupils.length])).toEqual([
      ['1', 18],
      ['2', 1],
      ['4', 7],
    ]);
    expect(first!.pupils.map(({ form }) => form)).toEqual(first!.pupils.map(({ form }) => form).toSorted());
  });

  test.each([
    ['its own stage', false, '1'],
    ['a higher stage', false, '2'],
    ['a lower stage, before this one was recommended', true, '0'],
  ])('a hold of %s: ticked %s', (_says, isTicked, stage) => {
    const hold = { stage, reason: 'In hospital', until: null, by: 'P Office', on: '2026-03-03' };
    expect(isPlain({ ...first!.pupils.find(isPlain)!, hold })).toBe(isTicked);
  });

  test('neither a person’s hold nor the DSL’s is ticked from the start', () => {
    expect(
      first!.pupils.filter((pupil) => !isPlain(pupil)).map(({ hold, stage }) => hold?.reason ?? stage.held[0]),
    ).toEqual(['The DSL holds letters for this pupil. Monitoring goes on.', 'In hospital until Easter']);
  });
});

test.each([
  ['95', '95.0'],
  ['95.5 %', '95.5'],
  ['95,5', '95.5'],
  ['', null],
  ['101', undefined],
  ['0', undefined],
  ['high', undefined],
])('a target typed as “%s” is kept as %s', (typed, kept) => expect(targetKept(typed)).toBe(kept));

test('a target that cannot be reached any more says so', () => {
  const pupil = wellKnownPupil({
    target: {
      percent: '99.0',
      sessionsToReach: 1600,
      bestPossible: { attended: 360, possible: 378 },
      affordableAbsences: -14,
    },
  });
  expect(factsOf(pupil)[0]).toEqual(['Target', '99.0%: out of reach this year, best possible finish 95.2%']);
});

test('fields typed at one time are answered each by itself: what one person changed since is a conflict, the rest is saved', async () => {
  const desk = new FakeDesk(viewOf([wellKnownPupil()]));
  const { pupil } = wellKnownPupil();
  const answer = await sendEdits(desk, [
    { key: 'key-of-the-first', pupil, field: 'nextAction', seen: 'Ring home', to: 'Visit' },
    { key: 'key-of-the-second', pupil, field: 'nextActionDue', seen: '2026-03-13', to: '2026-03-20' },
  ]);
  expect(answer).toMatchObject({
    state: 'conflict',
    conflicts: [{ field: 'nextAction', mine: 'Visit', theirs: { value: 'Meet the parent', by: 'P Office' } }],
  });
  expect(desk.view.pupils[0]!.plan).toMatchObject({
    nextAction: { value: 'Meet the parent' },
    nextActionDue: { value: '2026-03-20' },
  });
});

describe('the meeting sheet', () => {
  const draft = meetingSheet(paneMeeting(), 'Ada Manager');
  const texts = draft.rows.flat().filter((one): one is string => typeof one === 'string' && one !== '');

  test('holds what changed, what is overdue, who is of concern, what was decided, and the year groups', () => {
    for (const text of [
      'Attendance meeting, 10 March 2026',
      'Larkmere School. Since the meeting of 3 March 2026.',
      'Year 9',
      '7 (5)',
      'Stage 1 to stage 2.',
      'The review of stage 1 is 8 days late.',
      '18 of 200 sessions (9.0 %) missed.',
      'Penalty notices: the threshold for considering one is met (1)',
      '=Stage 1 began.',
    ])
      expect(texts).toContain(text);
    expect(draft.rows.flat()).toContain(0.935);
  });

  test('is of one width, A4 across, with its title on each page and who made it at the foot', () => {
    expect(new Set(draft.rows.map((row) => row.length))).toEqual(new Set([draft.widths.length]));
    expect(draft.print).toMatchObject({ orientation: 'Landscape', titleRows: '$1:$2' });
    expect(draft.print!.left).toBe('Attendance Desk for Ada Manager, figures of 10 March 2026');
    expect(draft.name.length).toBeLessThanOrEqual(31);
  });

  test('speaks of the last meeting only when there was one', () => {
    const meeting = paneMeeting();
    const titles = (view: MeetingView) => meetingSheet(view, 'Ada').rows.map(([first]) => first);
    expect(titles(meeting)).toContain('Year groups, in brackets at the last meeting');
    const none = { ...meeting, since: null, groups: meeting.groups.map((group) => ({ ...group, before: null })) };
    expect(titles(none)).toContain('Year groups');
  });

  test('an empty part says so', () => {
    const rows = meetingSheet({ ...paneMeeting(), changes: [], overdue: [], penalties: [] }, '').rows.flat();
    expect(rows).toContain('Nobody changed stage, band or PA.');
    expect(rows).toContain('Nothing is overdue.');
    expect(rows).toContain('Nobody’s unauthorised sessions meet the threshold.');
  });
});

describe('the copy that is kept, and the sheet made again from it', () => {
  const pupils = [ordinaryPupil(), absentPupil()];
  const sheet = sheetOf([
    ['UPN', 'Name', '% Att', 'Mum rings', 'Met'],
    ['A999200018001', 'Quill, Tabitha', 0.5, 'on Mondays', 46091],
    ['B999200018002', 'Thimble, Otto', 0.5, '', ''],
  ]);
  const plan = planUpdate(sheet, viewOf(pupils));
  if (isRefusal(plan)) throw new Error(plan.refused);
  const copy = copyOf(sheet, plan);

  test('every column by its heading, the desk’s with what was just written, hers as she typed it', () => {
    expect(copy.columns.map(({ heading, field }) => [heading, field])).toEqual([
      ['UPN', 'pupil'],
      ['Name', 'name'],
      ['% Att', 'attendance'],
      ['Mum rings', undefined],
      ['Met', undefined],
    ]);
    expect(copy.rows[0]).toEqual({
      pupil: 'A999200018001',
      cells: ['A999200018001', 'Quill, Tabitha', 0.91, 'on Mondays', 46091],
    });
  });

  test('goes in parts that the desk takes, and each row in one of them', () => {
    const rows = Array.from({ length: 3000 }, (_, at) => ({ pupil: `P${at}`, cells: ['x'.repeat(300)] }));
    const parts = partsOf({ ...copy, rows });
    expect(parts.length).toBeGreaterThan(3);
    expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(256 * 1024);
    expect(parts.flatMap((part) => part.rows)).toEqual(rows);
  });

  test('what she typed and then took back is kept again: the copy is the sheet as it stands', async () => {
    let kept: unknown;
    let times = 0;
    const keep = copyKeeper({
      keepCopy: async ({ rows }) => {
        kept = rows[0]!.cells[3];
        times += 1;
      },
    });
    const withNote = (note: string) => ({ ...copy, rows: [{ pupil: 'A999200018001', cells: ['', '', '', note] }] });
    for (const note of ['on Mondays', 'on Fridays', 'on Mondays', 'on Mondays']) await keep(withNote(note));
    expect([kept, times]).toEqual(['on Mondays', 3]);
  });

  test('made again: her order and her words, who is new at the end, days as days', () => {
    const kept = {
      ...copy,
      at: '',
      by: '',
      columns: copy.columns.map((one) => (one.heading === 'Met' ? { ...one, format: 'dd/mm/yyyy' } : one)),
    };
    const more = ordinaryPupil({ pupil: 'C999200018003', surname: 'Bramble', forename: 'Juno' });
    const { rows, name } = remadeSheet(viewOf([...pupils, more]), kept);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['UPN', 'Name'],
      ['A999200018001', 'Quill, Tabitha'],
      ['B999200018002', 'Thimble, Otto'],
      ['C999200018003', 'Bramble, Juno'],
    ]);
    expect(rows[1]!.slice(3)).toEqual(['on Mondays', { day: 46091 }]);
    expect(name.length).toBeLessThanOrEqual(31);
  });

  test('of one year group: nobody of another is put into it', () => {
    const other = ordinaryPupil({ pupil: 'D999200018004', surname: 'Larkin', forename: 'Felix', year: '11' });
    const { rows } = remadeSheet(viewOf([...pupils, other]), { ...copy, at: '', by: '' });
    expect(rows.map(([upn]) => upn)).not.toContain('D999200018004');
  });

  test('without a copy: who the pupils are, and the standard set', () => {
    const { rows } = remadeSheet(viewOf(pupils), undefined);
    expect(rows[0]!.slice(0, 5)).toEqual(['UPN', 'Surname', 'Forename', 'Year', 'Form']);
    expect(rows[0]!.slice(5).every((heading) => String(heading).endsWith('(desk)'))).toBe(true);
    expect(rows).toHaveLength(3);
  });
});
