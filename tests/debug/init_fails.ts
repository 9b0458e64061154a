/** An init function that forgets to say why it failed. */
import {NULL} from 'vivarium';

export function PyInit_init_fails(): typeof NULL {
  return NULL;
}
