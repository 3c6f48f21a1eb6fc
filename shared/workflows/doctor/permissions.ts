/**
 * The application permissions of Microsoft Graph that the desk uses, and for what. Whatever else the app was given it
 * does not need. Permissions that a team gives for itself (in the manifest) do not stand here: no token names them.
 */
export const permissions = [
  { name: 'Sites.Selected', for: 'the lists and files of the school’s one site', needed: true },
  { name: 'User.Read.All', for: 'who works here, and whose account is open', needed: true },
  { name: 'GroupMember.Read.All', for: 'who holds which role', needed: true },
  { name: 'TeamsAppInstallation.ReadWriteSelfForUser.All', for: 'whether a person has the app', needed: false },
  { name: 'TeamsAppInstallation.ReadWriteSelfForTeam.All', for: 'whether a team has the app', needed: false },
] as const satisfies readonly { readonly name: string; readonly for: string; readonly needed: boolean }[];
