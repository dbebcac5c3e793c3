// The limit of any fan-out that sends each message to each receiver by itself: what send() costs, and nothing else.
// floor RECEIVERS ROUNDS BYTES: one thread on core 0 sends to every socket in turn, one on core 1 reads it all.
#include "load.h"
#include <pthread.h>
#include <sched.h>

static int receivers, rounds, bytes, *out, *in;

static void stay_on(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

static void *read_all(void *unused)
{
    static char buffer[65536];
    struct epoll_event ready[512];
    long left = (long)receivers * rounds * bytes;
    int poll_ = epoll_create1(0);
    stay_on(1);
    for (int i = 0; i < receivers; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.fd = in[i]};
        epoll_ctl(poll_, EPOLL_CTL_ADD, in[i], &event);
    }
    while (left > 0)
        for (int i = epoll_wait(poll_, ready, 512, 100); i-- > 0;) {
            long got = recv(ready[i].data.fd, buffer, sizeof buffer, MSG_DONTWAIT);
            left -= got > 0 ? got : 0;
        }
    return unused;
}

int main(int count, char **words)
{
    if (count != 4)
        return 2;
    receivers = atoi(words[1]), rounds = atoi(words[2]), bytes = atoi(words[3]);
    out = malloc(receivers * sizeof(int)), in = malloc(receivers * sizeof(int));
    allow_many_files();
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1024))
        fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    for (int i = 0; i < receivers; i++) {
        out[i] = connect_to(ntohs(address.sin_port));
        in[i] = accept(listener, NULL, NULL);
    }

    char *message = calloc(1, bytes);
    pthread_t reader;
    stay_on(0);
    pthread_create(&reader, NULL, read_all, NULL);
    usleep(50000);
    double begin = seconds();
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < receivers; i++)
            if (send(out[i], message, bytes, MSG_NOSIGNAL) != bytes)
                fail("send");
    pthread_join(reader, NULL);
    double took = seconds() - begin;
    printf("rate=%.0f round_ms=%.3f\n", (double)receivers * rounds / took, took * 1e3 / rounds);
    return 0;
}
