import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';

/** Something did not work: what, and what to do next. */
export const Problem = ({
  title,
  says,
  again,
}: {
  readonly title: string;
  readonly says: string;
  readonly again?: () => void;
}) => (
  <MessageBar intent="error" layout="multiline">
    <MessageBarBody>
      <MessageBarTitle>{title}</MessageBarTitle> {says}
    </MessageBarBody>
    {again !== undefined && (
      <MessageBarActions>
        <Button onClick={again}>Try again</Button>
      </MessageBarActions>
    )}
  </MessageBar>
);
