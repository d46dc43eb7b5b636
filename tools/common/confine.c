/* confine.c -- what a tool needs from now on, and nothing else: before the first byte of a
 * page or a memory is read, the process gives up what a parser that is led astray could use.
 * seccomp(2): no network, no other program, no look into another process, no kernel modules.
 * landlock(7): reading what the command line names and what comes with libraries, writing beside
 * the named outputs and in TMPDIR.  Where the kernel has neither, nothing happens: these are a
 * second wall.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tool.h"

#if defined __linux__ && !defined TOOL_UNCONFINED
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>

#if defined __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef ARCH
/* ---- calls ---- */

static const unsigned refused[] = {
	SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
	SYS_sendto, SYS_sendmsg, SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv,
	SYS_process_vm_writev, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_init_module,
	SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_bpf, SYS_perf_event_open,
	SYS_userfaultfd, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_setns, SYS_unshare,
	SYS_io_uring_setup
};

static void
refuse_calls(void)
{
	enum { N = sizeof refused / sizeof *refused, X32 = 0x40000000 };
	const uint32_t no = SECCOMP_RET_ERRNO | EPERM;
	struct sock_filter f[2 * N + 8];
	struct sock_fprog program = { .filter = f };
	unsigned short n = 0;

	f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	    offsetof(struct seccomp_data, arch));
	f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
	f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, no);
	f[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	    offsetof(struct seccomp_data, nr));
	f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, 0, 1);
	f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, no);
	for (size_t i = 0; i < N; i++) {
		f[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[i], 0, 1);
		f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, no);
	}
	f[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	program.len = n;
	(void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void
refuse_calls(void)
{
}
#endif

/* ---- files ---- */

/* The rights by the version of the interface; what headers of Debian 12 do not name yet. */
enum {
	FS_V1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1, FS_REFER = 1 << 13, FS_TRUNCATE = 1 << 14,
	READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE | LANDLOCK_ACCESS_FS_READ_FILE,
	MAKE = WRITE | READ | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR
};

struct fence { int fd; uint64_t handled; };

/* What does not exist is no way in. */
static void
allow(const struct fence *f, const char *path, uint64_t what)
{
	const uint64_t of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
	    LANDLOCK_ACCESS_FS_EXECUTE | FS_TRUNCATE;
	struct landlock_path_beneath_attr rule = { .allowed_access = what & f->handled };
	struct stat sb;

	if ((rule.parent_fd = open(path, O_PATH | O_CLOEXEC)) < 0)
		return;
	if (fstat(rule.parent_fd, &sb) == 0 && !S_ISDIR(sb.st_mode))
		rule.allowed_access &= of_files;
	if (rule.allowed_access)
		(void)syscall(SYS_landlock_add_rule, f->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* The folder of `path`, or the nearest above it that is there. */
static void
allow_folder(const struct fence *f, const char *path)
{
	char folder[PATH_MAX];
	struct stat sb;
	size_t n = strlen(path);

	if (n >= sizeof folder)
		return;
	memcpy(folder, path, n + 1);
	do {
		char *slash = strrchr(folder, '/');

		if (!slash)
			strcpy(folder, ".");
		else
			slash[slash == folder] = '\0';
	} while (stat(folder, &sb) != 0 && strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0);
	allow(f, folder, MAKE);
}

static void
allow_output(const struct fence *f, const char *path)
{
	char *real = realpath(path, NULL), to[PATH_MAX];
	ssize_t n = readlink(path, to, sizeof to - 1);

	allow_folder(f, path);
	allow(f, path, MAKE);
	if (real)
		allow_folder(f, real);
	else if (n > 0) {	/* a link to what is not there yet */
		to[n] = '\0';
		allow_folder(f, to);
		if (*to != '/' && (real = strdup(path)) && strrchr(real, '/')) {
			*strrchr(real, '/') = '\0';
			if (strlen(real) + (size_t)n + 1 < sizeof to) {
				memmove(to + strlen(real) + 1, to, (size_t)n + 1);
				memcpy(to, real, strlen(real));
				to[strlen(real)] = '/';
				allow_folder(f, to);
			}
		}
	}
	free(real);
}

/* "A.seg,B.seg", "LANG=FILE": each part of what stands on the command line may be a name. */
static void
allow_input(const struct fence *f, const char *arg)
{
	char *copy = strdup(arg);

	allow(f, arg, READ);
	for (char *p = copy; p && (p = strpbrk(p, ",="));) {
		p++;
		allow(f, p, READ);
	}
	for (char *p = copy, *end; p; p = end) {
		if ((end = strpbrk(p, ",=")))
			*end++ = '\0';
		allow(f, p, READ);
	}
	free(copy);
}

/* What is loaded on the way: poppler and its tables for the first PDF, glibc's converters. */
static void
allow_libraries(const struct fence *f)
{
	static const char *const at[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib",
	    "/usr/share/poppler", "/usr/share/fonts", "/etc/fonts", "/etc/ld.so.cache" };

	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		allow(f, at[i], READ);
}

void
tool_confine(bool reads_on, const char *const outputs[], size_t outputs_n, int argc,
    char *const argv[])
{
	const char *tmp = getenv("TMPDIR");
	struct landlock_ruleset_attr attr = { 0 };
	struct fence f;
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return;
	refuse_calls();
	if (version < 1)
		return;
	f.handled = FS_V1 | (version >= 2 ? FS_REFER : 0) | (version >= 3 ? FS_TRUNCATE : 0);
	attr.handled_access_fs = f.handled;
	if ((f.fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0)) < 0)
		return;
	allow(&f, "/dev/null", WRITE);
	allow(&f, tmp && *tmp ? tmp : "/tmp", MAKE);
	allow_libraries(&f);
	if (reads_on)
		allow(&f, "/", READ);
	for (int i = 1; i < argc; i++)
		allow_input(&f, argv[i]);
	for (size_t i = 0; i < outputs_n; i++)
		allow_output(&f, outputs[i]);
	(void)syscall(SYS_landlock_restrict_self, f.fd, 0);
	close(f.fd);
}
#else
void
tool_confine(bool reads_on, const char *const outputs[], size_t outputs_n, int argc,
    char *const argv[])
{
	(void)reads_on;
	(void)outputs;
	(void)outputs_n;
	(void)argc;
	(void)argv;
}
#endif
