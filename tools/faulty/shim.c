/* Counts the calls of one process that change or open what lies below a folder, and at one of them
 * kills the process, sends it a signal (which may stop it), lets the call fail, or writes only half. Loaded by LD_PRELOAD; see tools/faults.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST = 4096, NAME = 12 };
enum { EVERY = -2 }; /* at each call */
enum { NOTHING, KILL, FAIL, HALF, SIGNAL };

struct shared {
  long count;
  char names[MOST][NAME];
};

static struct shared *log_;
static pid_t owner;
static long at_;
static int action_, number_;
static char root_[PATH_MAX];
static int reads_;
static int pending; /* HALF: the next write of the same file fails */

void faults_arm(struct shared *shared, long at, int action, int number, const char *root, int reads) {
  log_ = shared;
  owner = getpid();
  at_ = at;
  action_ = action;
  number_ = number;
  reads_ = reads;
  pending = 0;
  strncpy(root_, root, sizeof root_ - 1);
}

static int below(const char *path) {
  size_t n = strlen(root_);
  return strncmp(path, root_, n) == 0 && (path[n] == 0 || path[n] == '/');
}

static int path_counts(int folder, const char *path) {
  char full[PATH_MAX], link[64];
  if (path[0] == '/') return below(path);
  if (folder == AT_FDCWD) {
    if (!getcwd(full, sizeof full)) return 0;
    return below(full);
  }
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t n = readlink(link, full, sizeof full - 1);
  if (n < 0) return 0;
  full[n] = 0;
  return below(full);
}

static int handle_counts(int handle) {
  char full[PATH_MAX], link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t n = readlink(link, full, sizeof full - 1);
  if (n < 0) return 0;
  full[n] = 0;
  return below(full);
}

/* Whether the call is to fail now. */
static int strikes(const char *name) {
  if (!log_ || getpid() != owner) return 0;
  long now = log_->count++;
  if (now < MOST) strncpy(log_->names[now], name, NAME - 1);
  if (now != at_ && at_ != EVERY) return 0;
  if (action_ == KILL) kill(getpid(), SIGKILL);
  if (action_ == SIGNAL) {
    kill(getpid(), number_);
    return 0;
  }
  return action_;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define STRIKE(name, counts)              \
  if (log_ && (counts) && strikes(name)) { \
    errno = number_;                      \
    return -1;                            \
  }

#define OPEN(call)                                                     \
  int call(const char *path, int flags, ...) {                         \
    va_list rest;                                                      \
    va_start(rest, flags);                                             \
    mode_t mode = va_arg(rest, mode_t);                                \
    va_end(rest);                                                      \
    STRIKE((flags & O_ACCMODE) ? "open-w" : "open-r", path_counts(AT_FDCWD, path)) \
    return REAL(call)(path, flags, mode);                              \
  }
OPEN(open)
OPEN(open64)
#define OPENAT(call)                                                   \
  int call(int folder, const char *path, int flags, ...) {             \
    va_list rest;                                                      \
    va_start(rest, flags);                                             \
    mode_t mode = va_arg(rest, mode_t);                                \
    va_end(rest);                                                      \
    STRIKE((flags & O_ACCMODE) ? "open-w" : "open-r", path_counts(folder, path)) \
    return REAL(call)(folder, path, flags, mode);                      \
  }
OPENAT(openat)
OPENAT(openat64)

/* Where something could change between two looks at a file; counted only where it is asked for. */
ssize_t read(int handle, void *data, size_t size) {
  if (log_ && reads_ && handle_counts(handle)) strikes("read");
  return REAL(read)(handle, data, size);
}
int fstat(int handle, struct stat *told) {
  if (log_ && reads_ && handle_counts(handle)) strikes("stat");
  return REAL(fstat)(handle, told);
}
int stat(const char *path, struct stat *told) {
  if (log_ && reads_ && path_counts(AT_FDCWD, path)) strikes("stat");
  return REAL(stat)(path, told);
}
int lstat(const char *path, struct stat *told) {
  if (log_ && reads_ && path_counts(AT_FDCWD, path)) strikes("stat");
  return REAL(lstat)(path, told);
}
int fstat64(int handle, struct stat64 *told) {
  if (log_ && reads_ && handle_counts(handle)) strikes("stat");
  return REAL(fstat64)(handle, told);
}
int stat64(const char *path, struct stat64 *told) {
  if (log_ && reads_ && path_counts(AT_FDCWD, path)) strikes("stat");
  return REAL(stat64)(path, told);
}
int lstat64(const char *path, struct stat64 *told) {
  if (log_ && reads_ && path_counts(AT_FDCWD, path)) strikes("stat");
  return REAL(lstat64)(path, told);
}

#define WRITING(call, parameters, given)                               \
  ssize_t call parameters {                                            \
    if (log_ && handle_counts(handle)) {                               \
      if (pending && getpid() == owner) {                              \
        pending = 0;                                                   \
        errno = number_;                                               \
        return -1;                                                     \
      }                                                                \
      int how = strikes("write");                                      \
      if (how == HALF && size > 1) {                                   \
        size /= 2;                                                     \
        pending = 1;                                                   \
      } else if (how) {                                                \
        errno = number_;                                               \
        return -1;                                                     \
      }                                                                \
    }                                                                  \
    return REAL(call) given;                                           \
  }
WRITING(write, (int handle, const void *data, size_t size), (handle, data, size))
WRITING(pwrite, (int handle, const void *data, size_t size, off_t at), (handle, data, size, at))
WRITING(pwrite64, (int handle, const void *data, size_t size, off64_t at), (handle, data, size, at))

#define OF_HANDLE(call, name, parameters, given) \
  int call parameters {                          \
    STRIKE(name, handle_counts(handle))          \
    return REAL(call) given;                     \
  }
OF_HANDLE(fsync, "fsync", (int handle), (handle))
OF_HANDLE(fdatasync, "fdatasync", (int handle), (handle))
OF_HANDLE(ftruncate, "ftruncate", (int handle, off_t size), (handle, size))
OF_HANDLE(ftruncate64, "ftruncate", (int handle, off64_t size), (handle, size))
OF_HANDLE(fchmod, "chmod", (int handle, mode_t mode), (handle, mode))
OF_HANDLE(flock, "flock", (int handle, int how), (handle, how))

#define OF_PATH(call, name, parameters, given) \
  int call parameters {                        \
    STRIKE(name, path_counts(AT_FDCWD, path))  \
    return REAL(call) given;                   \
  }
OF_PATH(mkdir, "mkdir", (const char *path, mode_t mode), (path, mode))
OF_PATH(rmdir, "rmdir", (const char *path), (path))
OF_PATH(unlink, "unlink", (const char *path), (path))
OF_PATH(chmod, "chmod", (const char *path, mode_t mode), (path, mode))
OF_PATH(rename, "rename", (const char *path, const char *to), (path, to))
OF_PATH(link, "link", (const char *path, const char *to), (path, to))

#define OF_FOLDER(call, name, parameters, given) \
  int call parameters {                          \
    STRIKE(name, path_counts(folder, path))      \
    return REAL(call) given;                     \
  }
OF_FOLDER(mkdirat, "mkdir", (int folder, const char *path, mode_t mode), (folder, path, mode))
OF_FOLDER(unlinkat, "unlink", (int folder, const char *path, int flags), (folder, path, flags))
OF_FOLDER(fchmodat, "chmod", (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags))
OF_FOLDER(renameat, "rename", (int folder, const char *path, int other, const char *to), (folder, path, other, to))
OF_FOLDER(renameat2, "renameat2",
          (int folder, const char *path, int other, const char *to, unsigned flags),
          (folder, path, other, to, flags))
OF_FOLDER(linkat, "link", (int folder, const char *path, int other, const char *to, int flags),
          (folder, path, other, to, flags))
