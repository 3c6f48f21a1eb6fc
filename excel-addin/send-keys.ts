/** Keys of what was sent and not answered: the same thing sent again goes with its own key, so that it counts once. */
export interface SendKeys {
  of(about: unknown): string;
  answered(about: unknown): void;
}

export const sendKeys = (newKey: () => string): SendKeys => {
  const keys = new Map<string, string>();
  return {
    of: (about) => {
      const text = JSON.stringify(about);
      const key = keys.get(text) ?? newKey();
      keys.set(text, key);
      return key;
    },
    answered: (about) => void keys.delete(JSON.stringify(about)),
  };
};
