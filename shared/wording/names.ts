/** `M Okafor` for "Mercy Okafor": how staff are named in notes. */
export const shortName = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const last = words.at(-1)!;
  return words.length === 1 ? last : `${words[0]![0]!.toUpperCase()} ${last}`;
};
