import { Subtitle1, Text } from '@fluentui/react-components';

/** Shown when the page was not opened by Teams: without Teams the desk cannot know who is asking. */
export const NotInTeams = () => (
  <main style={{ padding: 32, maxWidth: 560 }}>
    <Subtitle1 as="h1">Open Attendance Desk in Teams</Subtitle1>
    <p>
      <Text>
        This page shows pupils’ names only to the people who may see them, and Teams tells the desk who that is. Open
        Teams, choose Attendance Desk on the left, and it is there.
      </Text>
    </p>
  </main>
);
