/** What a screen, the pane and `/readyz` say while a damaged file's last good version is in use. */
export const lastGoodVersion = (path: string): string => `${path} is damaged: its last good version is used`;
