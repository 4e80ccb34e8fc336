/* A disk that can be watched and broken, put under any program by LD_PRELOAD.
 *
 * Calls that change files directly inside PASOKH_FAULTS_FOLDER (write, pwrite, ftruncate, fsync, fdatasync, unlink, link, rename) are
 * counted from 1 in each process. They are appended to PASOKH_FAULTS_LOG, and so are the 2xx answers that leave through a
 * socket: so the log tells which bytes were on the disk for certain when a customer was told "stored". disk.py reads it.
 *
 * New files are logged, too. A call and its record are one: another signal than SIGUSR1 may kill between them, and SIGUSR1 kills
 * (with SIGKILL) at the next moment at which the log says what is on the disk.
 *
 *   PASOKH_FAULTS_FAIL=17:EIO          the 17th call fails (EIO or ENOSPC); "17:ENOSPC:on", and every one after it
 *   PASOKH_FAULTS_KILL=17              kill -9 instead of the 17th call
 *   PASOKH_FAULTS_FULL=file            while that file exists the disk is full: no watched file grows
 *   PASOKH_FAULTS_LOSE_SYNC=-wal       fsync of files with this ending says yes and does nothing
 *   PASOKH_FAULTS_SLOW_SYNC=4000       each fsync takes so many microseconds more
 *
 * SQLite's -shm is memory that happens to have a name: its calls are counted, not logged.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <fcntl.h>
#include <unistd.h>

enum kind { WRITE = 1, TRUNCATE = 2, SYNC_BEGIN = 3, SYNC_END = 4, UNLINK = 5, RENAME = 6, ANSWER = 7, FAULT = 8, LINK = 9, CREATE = 10 };   /* disk.py has the same */

/* One record of the log: this, the path, the data. Little-endian, as every machine we run on. */
struct record {
  uint32_t kind, path_bytes;
  uint64_t at;   /* offset; the new size of a truncation; the number of a sync */
  uint64_t data_bytes;
};

static struct {
  char folder[PATH_MAX];
  const char *lose_sync, *full;
  int log;
  long fail_at, kill_at;
  int error, goes_on;
  useconds_t slow_sync;
} plan;
static pthread_mutex_t disk = PTHREAD_MUTEX_INITIALIZER;   /* held over a call and its record */
static volatile sig_atomic_t must_die;
static atomic_long calls;
static atomic_uint_least32_t syncs;

static void die_soon(int number) {
  (void)number;
  must_die = 1;
}

static void read_plan(void) {
  struct sigaction action = {.sa_handler = die_soon, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  const char* folder = getenv("PASOKH_FAULTS_FOLDER");
  const char* log = getenv("PASOKH_FAULTS_LOG");
  const char* fail = getenv("PASOKH_FAULTS_FAIL");
  const char* kill_at = getenv("PASOKH_FAULTS_KILL");
  const char* slow_sync = getenv("PASOKH_FAULTS_SLOW_SYNC");
  if (folder == NULL || realpath(folder, plan.folder) == NULL) plan.folder[0] = '\0';
  plan.log = log != NULL ? (int)syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600) : -1;
  plan.lose_sync = getenv("PASOKH_FAULTS_LOSE_SYNC");
  plan.full = getenv("PASOKH_FAULTS_FULL");
  if (slow_sync != NULL) plan.slow_sync = (useconds_t)atol(slow_sync);
  if (kill_at != NULL) plan.kill_at = atol(kill_at);
  if (fail != NULL) {
    plan.fail_at = atol(fail);
    plan.error = strstr(fail, "ENOSPC") != NULL ? ENOSPC : EIO;
    plan.goes_on = strstr(fail, ":on") != NULL;
  }
}

static void ready(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, read_plan);
}

static int ends_with(const char* text, const char* ending) {
  const size_t a = strlen(text), b = strlen(ending);
  return a >= b && strcmp(text + a - b, ending) == 0;
}

/* The folder itself counts: its fsync makes names durable. */
static int is_watched(const char* path) {
  ready();
  const size_t length = strlen(plan.folder);
  if (length == 0 || strncmp(path, plan.folder, length) != 0) return 0;
  return path[length] == '\0' || (path[length] == '/' && strchr(path + length + 1, '/') == NULL);
}

static int path_of(int fd, char* path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return is_watched(path);
}

static void append(enum kind kind, const char* path, uint64_t at, const void* data, size_t data_bytes) {
  if (plan.log < 0 || ends_with(path, "-shm")) return;
  struct record record = {kind, (uint32_t)strlen(path), at, data_bytes};
  struct iovec parts[3] = {{&record, sizeof record}, {(void*)(uintptr_t)path, record.path_bytes}, {(void*)(uintptr_t)data, data_bytes}};
  (void)!syscall(SYS_writev, plan.log, parts, 3);   /* O_APPEND: records of several threads never mix */
}

static void begin(void) { pthread_mutex_lock(&disk); }

static void end(void) {
  if (must_die) kill(getpid(), SIGKILL);
  pthread_mutex_unlock(&disk);
}

/* What this call is to suffer: 0, or the error it must end with. */
static int fate(const char* path) {
  const long number = atomic_fetch_add(&calls, 1) + 1;
  if (number == plan.kill_at) {
    append(FAULT, path, (uint64_t)number, NULL, 0);
    kill(getpid(), SIGKILL);
  }
  const int fails = plan.fail_at > 0 && (number == plan.fail_at || (plan.goes_on && number > plan.fail_at));
  if (!fails) return 0;
  append(FAULT, path, (uint64_t)number, NULL, 0);
  errno = plan.error;
  return plan.error;
}

/* --- files --- */

static int finds_no_room(int fd, uint64_t end) {
  if (plan.full == NULL || access(plan.full, F_OK) != 0) return 0;
  struct stat now;
  if (fstat(fd, &now) != 0 || end <= (uint64_t)now.st_size) return 0;
  errno = ENOSPC;
  return 1;
}

static int open_file(const char* name, int flags, mode_t mode) {
  char path[PATH_MAX];
  begin();
  const int is_new = (flags & O_CREAT) != 0 && access(name, F_OK) != 0;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
  if (is_new && fd >= 0 && path_of(fd, path)) append(CREATE, path, 0, NULL, 0);
  end();
  return fd;
}
int open(const char* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_file(name, flags, mode);
}
int open64(const char* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open_file(name, flags, mode);
}

/* `fate` and `finds_no_room` set errno. */
static ssize_t put(int fd, const char* path, const void* data, size_t bytes, off64_t offset, int moves) {
  begin();
  const int refused = fate(path) != 0 || finds_no_room(fd, (uint64_t)offset + bytes);
  const ssize_t done = refused ? -1 : moves ? syscall(SYS_write, fd, data, bytes) : syscall(SYS_pwrite64, fd, data, bytes, offset);
  if (done > 0) append(WRITE, path, (uint64_t)offset, data, (size_t)done);
  end();
  return done;
}
ssize_t pwrite64(int fd, const void* data, size_t bytes, off64_t offset) {
  char path[PATH_MAX];
  return path_of(fd, path) ? put(fd, path, data, bytes, offset, 0) : syscall(SYS_pwrite64, fd, data, bytes, offset);
}
ssize_t pwrite(int fd, const void* data, size_t bytes, off_t offset) { return pwrite64(fd, data, bytes, offset); }

ssize_t write(int fd, const void* data, size_t bytes) {
  char path[PATH_MAX];
  return path_of(fd, path) ? put(fd, path, data, bytes, lseek(fd, 0, SEEK_CUR), 1) : syscall(SYS_write, fd, data, bytes);
}

int ftruncate64(int fd, off64_t size) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return (int)syscall(SYS_ftruncate, fd, size);
  begin();
  const int failed = fate(path) != 0 ? -1 : (int)syscall(SYS_ftruncate, fd, size);
  if (!failed) append(TRUNCATE, path, (uint64_t)size, NULL, 0);
  end();
  return failed;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

/* Only what was written before the sync began is safe by it, so both ends are logged. Others may write meanwhile. */
static int sync_file(int fd, long number) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return (int)syscall(number, fd);
  if (plan.lose_sync != NULL && ends_with(path, plan.lose_sync)) return 0;
  const uint64_t sync = ((uint64_t)getpid() << 32) | atomic_fetch_add(&syncs, 1);
  begin();
  const int refused = fate(path);
  if (!refused) append(SYNC_BEGIN, path, sync, NULL, 0);
  end();
  if (refused) return -1;
  if (plan.slow_sync > 0) usleep(plan.slow_sync);
  const int failed = (int)syscall(number, fd);
  if (failed) return failed;
  begin();
  append(SYNC_END, path, sync, NULL, 0);
  end();
  return 0;
}
int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

static int change_name(enum kind kind, long number, const char* from, const char* to) {
  char path[PATH_MAX];
  const int watched = realpath(from, path) != NULL && is_watched(path);
  if (!watched) return (int)syscall(number, from, to);
  begin();
  const int failed = fate(path) != 0 ? -1 : (int)syscall(number, from, to);
  if (!failed) append(kind, path, 0, to, to != NULL ? strlen(to) : 0);
  end();
  return failed;
}
int unlink(const char* name) { return change_name(UNLINK, SYS_unlink, name, NULL); }
int rename(const char* from, const char* to) { return change_name(RENAME, SYS_rename, from, to); }
int link(const char* from, const char* to) { return change_name(LINK, SYS_link, from, to); }

/* --- answers: logged before they leave, so none is later in the log than the customer knows it --- */

static void note_answer(const char* data, size_t bytes) {
  if (bytes < 10 || memcmp(data, "HTTP/1.1 2", 10) != 0) return;
  begin();
  append(ANSWER, "", 0, data, bytes);
  end();
}

ssize_t send(int fd, const void* data, size_t bytes, int flags) {
  ready();
  note_answer(data, bytes);
  return syscall(SYS_sendto, fd, data, bytes, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags) {
  ready();
  char whole[4096];
  size_t used = 0;
  for (size_t i = 0; i < message->msg_iovlen && used < sizeof whole; ++i) {
    const struct iovec* part = &message->msg_iov[i];
    const size_t room = sizeof whole - used, bytes = part->iov_len < room ? part->iov_len : room;
    memcpy(whole + used, part->iov_base, bytes);
    used += bytes;
  }
  note_answer(whole, used);
  return syscall(SYS_sendmsg, fd, message, flags);
}
