/* commands.h -- what `drogman` does besides one statement. */
#ifndef DROGMAN_COMMANDS_H
#define DROGMAN_COMMANDS_H

int build_main(int argc, char *argv[]);		/* drogman build */
int manifest_main(int argc, char *argv[]);	/* drogman manifest */

#endif
