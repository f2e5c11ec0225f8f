/** What the compiler leaves undone in `dist/`: the references' own folder, and the right to execute the command. */
import { chmodSync, cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, root));

cpSync(path('reference'), path('dist/reference'), { recursive: true });

/**
 * npm gives this right when it links the command for the first time, and remembers that it has for a folder of this
 * name: in a clone that was deleted and made again in the same place, `npx grade` would end in "Permission denied".
 */
chmodSync(path('dist/grade.js'), 0o755);
