// The round trip of a whisper between two clients while SILENT others are logged in and say nothing.
// idle PORT SILENT ROUNDS prints key=value pairs: microseconds from the write to the read at the other client, there and back, halved.
#include "load.h"

static char buffer[4096];

static void send_frame(int socket_, const char *payload)
{
    char frame[128];
    int length = snprintf(frame, sizeof frame, "%02d%s", (int)strlen(payload), payload);
    if (send(socket_, frame, length, MSG_NOSIGNAL) != length)
        fail("send");
}

// Reads until a text has come.
static void await(int socket_, const char *text)
{
    for (int have = 0;;) {
        ssize_t got = recv(socket_, buffer + have, sizeof buffer - 1 - have, 0);
        if (got <= 0)
            fail("closed by the server");
        have += got;
        buffer[have] = 0;
        if (strstr(buffer, text))
            return;
    }
}

static int log_in(int port, const char *name)
{
    char payload[64];
    int socket_ = connect_to(port);
    snprintf(payload, sizeof payload, "LOGIN %s pw", name);
    send_frame(socket_, payload);
    return socket_;
}

static void whisper(int from, const char *to_name, int to, const char *text)
{
    char payload[64];
    snprintf(payload, sizeof payload, "W %s %s", to_name, text);
    send_frame(from, payload);
    await(to, text);
}

static int by_size(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **words)
{
    if (count != 4)
        return 2;
    int port = atoi(words[1]), silent = atoi(words[2]), rounds = atoi(words[3]);
    allow_many_files();
    int aa = log_in(port, "aa"), bb = log_in(port, "bb");
    await(aa, "Welcome");
    await(bb, "Welcome");
    int *others = calloc(silent + 1, sizeof *others);
    for (int i = 0; i < silent; i++) {
        char name[16];
        snprintf(name, sizeof name, "s%d", i);
        others[i] = log_in(port, name);
    }
    for (int i = 0; i < silent; i++)
        await(others[i], "Welcome");
    double *took = malloc(rounds * sizeof *took);
    for (int i = -rounds / 4; i < rounds; i++) { // the first are to warm up
        char text[16];
        snprintf(text, sizeof text, "m%07d", i + rounds);
        double begin = seconds();
        whisper(aa, "bb", bb, text);
        whisper(bb, "aa", aa, text);
        if (i >= 0)
            took[i] = (seconds() - begin) * 1e6 / 2;
    }
    qsort(took, rounds, sizeof *took, by_size);
    printf("p50_us=%.2f p99_us=%.2f\n", took[rounds / 2], took[rounds * 99 / 100]);
    return 0;
}
