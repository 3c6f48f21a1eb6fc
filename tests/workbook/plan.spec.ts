import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../shared/workbook/blocks.ts';
import { isRefusal, isTracker, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import type { CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import { sheetOf } from '../support/sheet.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const planOf = (sheet: SheetValues, view = viewOf()): TrackerPlan => {
  const plan = planUpdate(sheet, view);
  if (isRefusal(plan)) throw new Error(plan.refused);
  return plan;
};

/** The sheet with the plan carried out. */
const carriedOut = (sheet: SheetValues, { changes }: TrackerPlan): SheetValues => {
  const values = sheet.values.map((row) => [...row]);
  for (const { row, column, to } of changes) values[row - sheet.top]![column - sheet.left] = to ?? '';
  return { ...sheet, values };
};

const changesOf = (sheet: SheetValues, view = viewOf()): Record<string, CellValue | null> =>
  Object.fromEntries(planOf(sheet, view).changes.map(({ cell, to }) => [cell, to]));

const tabitha = 'A999200018001';
const otto = 'B999200018002';

describe('a cell keeps its form', () => {
  test.each<[string, string, CellValue, string, CellValue]>([
    ['a fraction', '% Att', 0.95, '0.0%', 0.91],
    ['a fraction without a format', 'Att', 0.95, 'General', 0.91],
    ['a number', '% Att', 95.1, 'General', 91],
    ['a text with a percent sign', '% Att', '95.1%', 'General', '91.0%'],
    ['a text with a space before it', '% Att', '95 %', 'General', '91.0 %'],
    ['a text without a sign', '% Att', '95.1', '@', '91.0'],
    ['an absence below one per cent as a number', '% Abs', 0.4, '0.0', 9],
    ['a count', 'Unauth', 2, 'General', 4],
    ['a count as text', 'Unauth', '2', '@', '4'],
    ['a count where the heading says per cent', '% Unauth', 1.5, '0.0', 2],
    ['a yes or no in lower case', 'PA?', 'yes', 'General', 'no'],
    ['a stage in words', 'Recommended stage', 'Stage 1', 'General', 'Stage 2'],
    ['a stage as a number', 'Recommended stage', 1, 'General', 2],
    ['a band by name', 'Band', 'Excellent', 'General', 'At risk'],
    ['a band by number', 'Band', 1, 'General', 3],
    ['a change in points', '+/-', 1.2, '0.0', -1.6],
  ])('%s', (_says, heading, value, format, expected) => {
    const sheet = sheetOf(
      [
        ['UPN', 'Name', heading],
        [tabitha, 'Quill, Tabitha', value],
        [otto, 'Thimble, Otto', heading === '% Abs' ? 25.1 : heading === 'PA?' ? 'yes' : ''],
      ],
      { formatOf: { 3: format } },
    );
    expect(changesOf(sheet).C2).toEqual(expected);
  });

  test('a blank cell takes the form of its column', () => {
    const sheet = sheetOf([
      ['UPN', '% Att', 'Recommended stage', 'PA?', 'Review due'],
      [tabitha, '95.0%', 'Stage 1', 'N', ''],
      [otto, '', '', '', ''],
    ]);
    expect(changesOf(sheet)).toMatchObject({ B3: '75.0%', C3: 'Stage 4', D3: 'Y' });
  });

  test('in an empty column the number format decides', () => {
    const sheet = sheetOf([['UPN', 'Att', 'Att HT1'], [tabitha], [otto]], { formatOf: { 2: '0%', 3: '0.0' } });
    expect(changesOf(sheet)).toEqual({ B2: 0.91, B3: 0.75, C2: 97.2, C3: 97.2 });
  });

  test('a figure that agrees to one decimal is no change: 18 of 200 may stand there as 0.09', () => {
    const sheet = sheetOf(
      [
        ['UPN', 'Abs %'],
        [tabitha, 0.0900001],
        [otto, 0.25],
      ],
      { formatOf: { 2: '0.0%' } },
    );
    expect(changesOf(sheet)).toEqual({});
  });

  test('what is shown is said beside what stands in the cell', () => {
    const sheet = sheetOf(
      [
        ['UPN', '% Att'],
        [tabitha, 0.95],
      ],
      { formatOf: { 2: '0.0%' } },
    );
    expect(planOf(sheet).changes).toMatchObject([
      { cell: 'B2', row: 2, column: 2, field: 'attendance', from: 0.95, to: 0.91, shown: '91.0%' },
    ]);
  });

  test.each([
    ['sessions, since they lie nearer to the counts', 17, 49, { B2: 18, B3: 50 }],
    ['per cent, since they are no whole numbers', 8.5, 24.8, { B2: 9, B3: 25 }],
  ])('"Absence" without more is read as %s', (_says, first, second, expected) => {
    expect(
      changesOf(
        sheetOf([
          ['UPN', 'Absence'],
          [tabitha, first],
          [otto, second],
        ]),
      ),
    ).toEqual(expected);
  });

  test('sessions to PA empties when the pupil is persistently absent already', () => {
    expect(
      changesOf(
        sheetOf([
          ['UPN', 'Sessions to PA'],
          [tabitha, 3],
          [otto, 2],
        ]),
      ),
    ).toEqual({ B3: null });
    expect(
      changesOf(
        sheetOf([
          ['UPN', 'Sessions to PA'],
          [tabitha, 3],
          [otto, '-'],
        ]),
      ),
    ).toEqual({});
  });
});

describe('what is hers stays', () => {
  test('a column of formulas is left alone, with the reason', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att', 'PA?'],
        [tabitha, 95, '=B2<=90'],
        [otto, 70, '=B3<=90'],
      ]),
    );
    expect(plan.columns.left).toEqual([{ column: 'C', heading: 'PA?', field: 'persistent', why: 'her formula' }]);
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['B2', 'B3']);
  });

  test('one formula among typed values is kept', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att'],
        [tabitha, '=1-0.05'],
        [otto, 70],
      ]),
    );
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['B3']);
    expect(plan.kept).toEqual([{ cell: 'B2', why: 'her formula' }]);
  });

  test('her own words in a column of figures are kept', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att'],
        [tabitha, 'see note'],
        [otto, 70],
        ['X', 3],
      ]),
    );
    expect(plan.kept).toEqual([{ cell: 'B2', why: 'her own words' }]);
  });

  test('columns that are not ours are named and never written', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att', "Mum's mobile", 'RAG', 'Target'],
        [tabitha, 95, '07700 900123', 'A', 95],
      ]),
    );
    expect(plan.columns.left).toEqual([
      { column: 'C', heading: "Mum's mobile" },
      { column: 'D', heading: 'RAG' },
      { column: 'E', heading: 'Target', field: 'target', why: 'the desk has no figure for this' },
    ]);
  });

  test('names, forms and years are looked at and never written', () => {
    expect(
      changesOf(
        sheetOf([
          ['UPN', 'Name', 'Form', '% Att'],
          [tabitha, 'Quill, T', '9Z', 91],
        ]),
      ),
    ).toEqual({});
  });

  test('a column whose values are of another kind is left alone', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att', 'Attendance'],
        [tabitha, 91, 'good'],
        [otto, 75, 'poor'],
      ]),
    );
    expect(plan.columns.left[0]).toMatchObject({ column: 'C' });
    expect(plan.changes).toEqual([]);
  });

  test('a second column of the same meaning is left alone', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att', 'YTD'],
        [tabitha, 95, 95],
      ]),
    );
    expect(plan.columns.left).toEqual([
      { column: 'C', heading: 'YTD', field: 'attendance', why: 'column B says the same' },
    ]);
  });

  test('a stage she has agreed is not taken back by an older record of the desk', () => {
    const begun = ordinaryPupil();
    const view = viewOf([
      { ...begun, stage: { ...begun.stage, decided: '1', since: '2026-01-12', reviewDue: '2026-02-02' } },
    ]);
    const plan = planOf(
      sheetOf([
        ['UPN', '% Att', 'Stage', 'Stage date', 'Review'],
        [tabitha, 91, 2, 46_000, ''],
      ]),
      view,
    );
    expect(Object.fromEntries(plan.changes.map(({ cell, to }) => [cell, to]))).toEqual({
      D2: 46_034,
      E2: '02/02/2026',
    });
    expect(plan.kept).toEqual([{ cell: 'C2', why: 'her decision' }]);
  });

  test('a stage that nobody accepted empties nothing', () => {
    expect(
      changesOf(
        sheetOf([
          ['UPN', '% Att', 'Stage'],
          [tabitha, 91, 3],
        ]),
      ),
    ).toEqual({});
  });

  test('on a protected sheet only what is unlocked is filled', () => {
    const rows = [
      ['UPN', '% Att', 'Unauth'],
      [tabitha, 95, 1],
      [otto, 80, 1],
    ];
    const locked = (column: number) => ({
      isProtected: true,
      closed: (_row: number, at: number) => (at === column ? 'locked on a protected sheet' : null),
    });
    const plan = planOf(sheetOf(rows, locked(2)));
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['C2', 'C3']);
    expect(plan.kept.map(({ cell }) => cell)).toEqual(['B2', 'B3']);
    const shut = planOf(sheetOf(rows, { isProtected: true, closed: () => 'locked on a protected sheet' }));
    expect(shut.refused).toMatch(/protected/);
    expect(shut.changes).toEqual([]);
  });

  test('a half term that has not begun has no figure yet: what stands there stays', () => {
    expect(
      changesOf(
        sheetOf([
          ['UPN', 'Att HT1', 'Att HT5'],
          [tabitha, 97.2, 88],
        ]),
      ),
    ).toEqual({});
  });
});

describe('headings', () => {
  test('are found below a banner, and in two lines with merged groups', () => {
    const plan = planOf(
      sheetOf(
        [
          ['SALTMARSH HIGH: ATTENDANCE TRACKER'],
          [],
          ['Pupil', null, null, 'Attendance', null, null, 'Lates', null],
          ['UPN', 'Surname', 'Forename', 'YTD', 'HT1', 'Last 4 wks', 'HT1', 'Mins'],
          [tabitha, 'Quill', 'Tabitha', 90, 90, 90, 9, 9],
        ],
        { merged: ['A1:H1', 'A3:C3', 'D3:F3', 'G3:H3'] },
      ),
    );
    expect(plan.headingRow).toBe(4);
    expect(plan.columns.found.map(({ column, field }) => `${column} ${field}`)).toEqual([
      'A pupil',
      'B surname',
      'C forename',
      'D attendance',
      'E attendanceHT1',
      'F attendanceLast4Weeks',
      'H minutesLate',
    ]);
    // Lates of a half term are no figure of ours, and no attendance either.
    expect(plan.columns.left).toEqual([{ column: 'G', heading: 'HT1' }]);
  });

  test.each([
    ['of few columns', 'A1:D1', null],
    ['that is wider than its title', 'A1:B1', 'Updated on Monday'],
  ])('are found below a title merged over a tracker %s', (_says, title, beside) => {
    const plan = planOf(
      sheetOf(
        [
          ['Year 9 attendance 2025/26', null, null, beside],
          ['UPN', 'Name', '% Att', 'Unauth'],
          [tabitha, 'Quill, Tabitha', 90, 0],
        ],
        { merged: [title] },
      ),
    );
    expect(plan.columns.found.map(({ column, field }) => `${column} ${field}`)).toEqual([
      'A pupil',
      'B name',
      'C attendance',
      'D unauthorised',
    ]);
  });

  test('merged downwards beside a group of two keep the group', () => {
    const plan = planOf(
      sheetOf(
        [
          ['UPN', 'Attendance', null],
          [null, 'YTD', 'HT1'],
          [tabitha, 90, 90],
        ],
        { merged: ['A1:A2', 'B1:C1'] },
      ),
    );
    expect(plan.columns.found.map(({ column, field }) => `${column} ${field}`)).toEqual([
      'A pupil',
      'B attendance',
      'C attendanceHT1',
    ]);
  });

  test('merged downwards count in the lower line', () => {
    const plan = planOf(
      sheetOf(
        [
          ['UPN', 'Name', 'Attendance', null, 'Notes'],
          [null, null, 'YTD', 'This HT', null],
          [tabitha, 'Quill, Tabitha', 90, 90, ''],
        ],
        { merged: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2'] },
      ),
    );
    expect(plan.headingRow).toBe(2);
    expect(plan.columns.found.map(({ column, field }) => `${column} ${field}`)).toEqual([
      'A pupil',
      'B name',
      'C attendance',
      'D attendanceHalfTerm',
    ]);
    expect(plan.columns.left).toEqual([{ column: 'E', heading: 'Notes' }]);
  });

  test('a heading broken over two rows is read as one', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', 'Sessions', 'Sessions to', '% Att'],
        ['', 'attended', 'leave PA', ''],
        [tabitha, 1, 1, 90],
      ]),
    );
    expect(plan.columns.found.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['attended', 'sessionsToLeavePersistent']),
    );
  });

  test('a sheet that begins elsewhere is the same sheet', () => {
    const sheet = {
      ...sheetOf([
        ['UPN', '% Att'],
        [tabitha, 95],
      ]),
      top: 7,
      left: 3,
    };
    expect(planOf(sheet).changes.map(({ cell }) => cell)).toEqual(['D8']);
  });

  test('half terms counted as terms to six', () => {
    const plan = planOf(
      sheetOf([
        ['UPN', 'Term 1', 'Term 2', 'Term 4'],
        [tabitha, 90, 90, ''],
      ]),
    );
    expect(plan.columns.found.map(({ field }) => field)).toEqual([
      'pupil',
      'attendanceHT1',
      'attendanceHT2',
      'attendanceHT4',
    ]);
  });

  test('a sheet without a pupil column is refused', () => {
    expect(
      planUpdate(
        sheetOf([
          ['Year', '% Att'],
          ['7', 93],
        ]),
        viewOf(),
      ),
    ).toEqual({
      sheet: 'Tracker',
      refused: 'no row of headings with a pupil column was found',
    });
  });
});

describe('whose row it is', () => {
  const found = (heading: string[], row: CellValue[], view = viewOf()): string | undefined => {
    const plan = planOf(
      sheetOf([
        [...heading, '% Att'],
        [...row, 50],
      ]),
      view,
    );
    return plan.pupils.get(2) ?? plan.rows.unmatched[0]?.why;
  };
  test.each<[string, string[], CellValue[]]>([
    ['by UPN', ['UPN'], [tabitha]],
    ['by UPN with spaces and small letters', ['UPN'], [' a999 2000 18001']],
    ['by admission number with lost zeros', ['Adm No'], [418]],
    ['by admission number as text', ['Adm No'], ['000418']],
    ['by "Surname, Forename"', ['Name'], ['Quill, Tabitha']],
    ['by "Forename Surname"', ['Name'], ['Tabitha Quill']],
    ['by names apart', ['Surname', 'Forename'], ['QUILL', 'Tabitha']],
    ['by a name with a mark behind it', ['Name'], ['Quill, Tabitha (Tab) *']],
    ['by ids under another heading', ['Pupil'], [tabitha]],
  ])('%s', (_says, heading, row) => {
    expect(found(heading, row)).toBe(tabitha);
  });

  const twins = viewOf([ordinaryPupil(), ordinaryPupil({ pupil: otto, admission: '000419', form: '9B' })]);
  test('of two pupils of one name the form tells', () => {
    expect(found(['Name', 'Form'], ['Quill, Tabitha', '9B'], twins)).toBe(otto);
  });
  test('a number of the one beside the form of the other is not trusted', () => {
    expect(found(['UPN', 'Name', 'Form'], [tabitha, 'Quill, Tabitha', '9A'], twins)).toBe(tabitha);
    expect(found(['UPN', 'Name', 'Form'], [tabitha, 'Quill, Tabitha', ''], twins)).toBe(tabitha);
    expect(found(['UPN', 'Name', 'Form'], [tabitha, 'Quill, Tabitha', '9B'], twins)).toBe(
      'the number and the name are two different pupils',
    );
  });
  test('where nothing tells, nobody is guessed', () => {
    expect(found(['Name', 'Form'], ['Quill, Tabitha', ''], twins)).toBe('two pupils match');
  });
  test('names written with accents and apostrophes', () => {
    const view = viewOf([ordinaryPupil({ surname: "O'Dwyer-Müller", forename: 'Zoë' })]);
    expect(found(['Name'], ['O’Dwyer Muller, Zoe'], view)).toBe(tabitha);
  });
  test('a number and a name of two different pupils', () => {
    expect(found(['UPN', 'Name'], [tabitha, 'Thimble, Otto'])).toBe('the number and the name are two different pupils');
  });
  test('a married name beside the right number', () => {
    expect(found(['UPN', 'Name'], [tabitha, 'Quill-Featherstone, Tab'])).toBe(tabitha);
  });
  test('a pupil nobody knows', () => {
    expect(found(['Name'], ['Nobody, Norman'])).toBe('no pupil matches');
  });
  test('UPNs that the school files do not hold do not stand in the way of admission numbers', () => {
    const view = viewOf([ordinaryPupil({ pupil: '000418' })]);
    expect(found(['UPN', 'Adm No'], [tabitha, 418], view)).toBe('000418');
  });
});

describe('rows that are no pupils', () => {
  const rows: (CellValue | null)[][] = [
    ['Adm No', 'Name', 'Form', '% Att'],
    [null, 'Year 9'],
    [418, 'Quill, Tabitha', '9A', 90],
    [],
    ['Adm No', 'Name', 'Form', '% Att'],
    [419, 'Thimble, Otto', '9B', 90],
    [null, 'Smith, Jack', '9B', 88],
    [null, 'Average', null, '=AVERAGE(D3:D6)'],
    [null, 'Totals', null, 2],
    ['LEAVERS - keep for census'],
    [420, 'Gone, Gladys', '9C', 60],
    [null, 'Key: red is below 90'],
    [null, 'Updated by the office every Friday'],
  ];
  const view = viewOf([
    ordinaryPupil(),
    absentPupil(),
    ordinaryPupil({ pupil: 'C999200018003', admission: '000420', surname: 'Gone', forename: 'Gladys', current: false }),
    ordinaryPupil({ pupil: 'D999200018004', admission: '000421', surname: 'Newcombe', forename: 'Nell' }),
  ]);
  const plan = planOf(sheetOf(rows), view);

  test('are no changes and not listed as unmatched', () => {
    expect(plan.rows.matched).toBe(2);
    expect(plan.rows.unmatched).toEqual([{ row: 7, value: 'Smith, Jack', why: 'no pupil matches' }]);
    expect(plan.changes.map(({ cell }) => cell)).toEqual(['D3', 'D6']);
  });
  test('a leaver stays as she is; a pupil without a row is named', () => {
    expect(plan.rows.leavers).toEqual([11]);
    expect(plan.rows.notInSheet).toEqual(['D999200018004']);
  });
  test('a pupil who stands there twice is filled once', () => {
    const twice = planOf(
      sheetOf([
        ['UPN', '% Att'],
        [tabitha, 90],
        [tabitha, 90],
      ]),
    );
    expect(twice.rows.unmatched).toEqual([{ row: 3, value: tabitha, why: 'the same pupil as row 2' }]);
    expect(twice.changes).toHaveLength(1);
  });
});

describe('a tracker is told from other sheets', () => {
  const letters: (CellValue | null)[][] = [
    ['Date', 'UPN', 'Name', 'Letter', 'Stage'],
    [46_000, tabitha, 'Quill, Tabitha', 'L1', 1],
  ];
  test.each([
    [
      'a row a pupil and a figure of ours',
      'Year 9',
      [
        ['UPN', '% Att'],
        [tabitha, 90],
      ],
      true,
    ],
    ['a list of letters', 'Sent', letters, false],
    [
      'a sheet called letters, whatever stands in it',
      'Letters',
      [
        ['UPN', '% Att'],
        [tabitha, 90],
      ],
      false,
    ],
    [
      'a list with a pupil many times',
      'Contacts',
      [['UPN', '% Att'], ...Array.from({ length: 5 }, () => [tabitha, 90])],
      false,
    ],
    [
      'pupils nobody knows',
      'Tracker',
      [
        ['UPN', '% Att'],
        ['Z1', 90],
      ],
      false,
    ],
  ])('%s', (_says, name, rows, expected) => {
    expect(isTracker(planUpdate(sheetOf(rows as CellValue[][], { name }), viewOf()))).toBe(expected);
  });
});

test('a second run changes nothing', () => {
  const sheet = sheetOf([
    [
      'UPN',
      '% Att',
      'Abs',
      'Auth',
      'PA?',
      'Severe',
      'Band',
      'Sessions to PA',
      'Stage rec',
      'Why',
      'HT2',
      'Last 4 wks',
      'Change',
      'Mins late',
      'N open',
      'Dual',
      'Review',
    ],
    [tabitha],
    [otto, '90%', '9%', 5, 'No', 'No', 'Band 1', '2', 'Stage 1', 'old', 80, '80%', 1, 3, 0, 'x', ''],
  ]);
  const first = planOf(sheet);
  expect(first.changes.length).toBeGreaterThan(20);
  expect(planOf(carriedOut(sheet, first)).changes).toEqual([]);
});

describe('changes are written in blocks', () => {
  const change = (row: number, column: number, to: CellValue | null) => ({
    cell: '',
    row,
    column,
    field: 'attendance' as const,
    from: null,
    to,
    shown: '',
  });
  test('runs down a column are one block, equal runs side by side are one rectangle', () => {
    const blocks = blocksOf([
      change(2, 4, 1),
      change(3, 4, 2),
      change(2, 5, 3),
      change(3, 5, null),
      change(7, 4, 5),
      change(2, 8, 6),
    ]);
    expect(blocks).toEqual([
      {
        top: 2,
        left: 4,
        values: [
          [1, 3],
          [2, ''],
        ],
      },
      { top: 7, left: 4, values: [[5]] },
      { top: 2, left: 8, values: [[6]] },
    ]);
  });
});
