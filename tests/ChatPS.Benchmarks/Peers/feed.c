// A server with an endless backlog: takes one client after the other, answers the first frame with a welcome, and then sends
// the same message as fast as the client takes it. feed: prints its port and runs until standard input ends.
#include "load.h"
#include <pthread.h>

static void *until_the_end(void *unused)
{
    while (getchar() != EOF)
        ;
    exit(0);
    return unused;
}

static void serve(int client)
{
    static char backlog[22 * 2048];
    char login[102] = "", name[100] = "", welcome[120];
    for (size_t i = 0; i < sizeof backlog; i += 22)
        memcpy(backlog + i, "20fo: 0123456789abcdef", 22);
    if (recv(client, login, sizeof login - 1, 0) <= 0 || sscanf(login, "%*2dLOGIN %80s", name) != 1)
        return;
    int length = snprintf(welcome, sizeof welcome, "%02dWelcome, %s!", 10 + (int)strlen(name), name);
    if (send(client, welcome, length, MSG_NOSIGNAL) < 0)
        return;
    for (size_t at = 0; ;) {
        ssize_t taken = send(client, backlog + at, sizeof backlog - at, MSG_NOSIGNAL);
        if (taken < 0)
            return;
        at = (at + taken) % sizeof backlog;
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 16))
        fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    pthread_t end;
    pthread_create(&end, NULL, until_the_end, NULL);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        serve(client);
        close(client);
    }
}
