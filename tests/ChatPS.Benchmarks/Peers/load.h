// What the load programs share: time, a non-blocking client connection, and what the server's process has used.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static inline double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static inline void fail(const char *what)
{
    perror(what);
    exit(1);
}

static inline void allow_many_files(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static inline struct sockaddr_in loopback(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return address;
}

static inline void no_delay(int socket_)
{
    int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static inline int connect_to(int port)
{
    int socket_ = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(port);
    if (connect(socket_, (struct sockaddr *)&address, sizeof address))
        fail("connect");
    no_delay(socket_);
    return socket_;
}

// CPU seconds of every thread of a process, to the nanosecond: /proc/PID/stat counts in hundredths.
static inline double cpu_of(int pid)
{
    char path[400], line[200];
    double total = 0;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = pid ? opendir(path) : NULL;
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", pid, task->d_name);
        FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (file && fgets(line, sizeof line, file))
            total += strtod(line, NULL) / 1e9;
        if (file)
            fclose(file);
    }
    if (tasks)
        closedir(tasks);
    return total;
}

// Memory of a process that is its own, in KiB.
static inline long memory_of(int pid)
{
    char path[64], line[200];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    FILE *file = pid ? fopen(path, "r") : NULL;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Anonymous: %ld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}
