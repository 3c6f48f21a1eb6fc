import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';

/** A page that cannot be drawn says so, and leaves the others alone. */
export class PageGuard extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          This page could not be drawn. Nothing was changed. Open another page, or tell whoever looks after Attendance
          Desk.
        </MessageBarBody>
      </MessageBar>
    );
  }
}
