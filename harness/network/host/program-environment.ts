/** What a program of a run finds in its environment: a short list, and nothing of the harness's own. */

/** Windows programs, Python's sockets among them, do not start without these. */
const WINDOWS_NEEDS = ['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'NUMBER_OF_PROCESSORS'];

/** `folder`: the run's own; the only place where its programs are to write. */
export function programEnvironment(folder: string): Record<string, string> {
  const kept = process.platform === 'win32' ? [...WINDOWS_NEEDS, 'PATH'] : ['PATH'];
  const inherited = kept.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const folders = process.platform === 'win32' ? ['USERPROFILE', 'TEMP', 'TMP'] : ['HOME', 'TMPDIR'];
  return {
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(folders.map((name) => [name, folder])),
    LANG: 'C.UTF-8',
  };
}
