import { MessageBar, MessageBarBody } from '@fluentui/react-components';

/** What this Excel is missing, in words. */
export const Lacks = ({ says }: { readonly says: readonly string[] }) =>
  says.map((one) => (
    <MessageBar key={one} intent="warning" layout="multiline">
      <MessageBarBody>{one}</MessageBarBody>
    </MessageBar>
  ));
