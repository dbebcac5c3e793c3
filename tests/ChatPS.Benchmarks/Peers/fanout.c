// Load for a chat or an IRC server: RECEIVERS readers and one sender, who has at most WINDOW messages under way.
// fanout chat|irc PORT RECEIVERS MESSAGES WINDOW SERVER_PID IDLE_SECONDS
// All log in at once, but on IRC one after the other: ngircd's queue of connections holds ten. With MESSAGES 0 they stay until standard input ends. Prints key=value pairs.
#include "load.h"

struct client {
    int socket_, inside, have;
    char bytes[12 * 1024];
};

static struct client **clients;
static int irc, inside, poll_;
static long delivered;
static double echoed; // when the sender had its own message

static void give(struct client *who, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t taken = send(who->socket_, bytes, count, MSG_NOSIGNAL);
        if (taken < 0 && errno != EAGAIN)
            fail("send");
        if (taken < 0) {
            usleep(20);
            continue;
        }
        bytes += taken, count -= taken;
    }
}

static void enter(struct client *who, int inside_now)
{
    inside += inside_now && !who->inside;
    who->inside |= inside_now;
}

// Frames: the first is the answer to the login, all others are messages.
static char *take_frames(struct client *who, char *at, char *end)
{
    while (end - at >= 2) {
        int length = (at[0] - '0') * 10 + at[1] - '0';
        if (end - at - 2 < length)
            break;
        if (who->inside) {
            delivered++;
            if (who == clients[0])
                echoed = seconds();
        } else if (length >= 2 && !memcmp(at + 2, "NO", 2))
            exit(3);
        enter(who, 1);
        at += 2 + length;
    }
    return at;
}

// Lines: 366 ends the list of names that answers JOIN.
static char *take_lines(struct client *who, char *at, char *end)
{
    for (char *stop; (stop = memchr(at, '\n', end - at)); at = stop + 1) {
        char *word = memchr(at, ' ', stop - at);
        if (word && !strncmp(word, " PRIVMSG ", 9))
            delivered++;
        else if (word && !strncmp(word, " 366 ", 5))
            enter(who, 1);
        else if (!strncmp(at, "PING ", 5)) {
            at[1] = 'O';
            give(who, at, stop + 1 - at);
        }
    }
    return at;
}

static void receive(struct client *who)
{
    ssize_t got = recv(who->socket_, who->bytes + who->have, sizeof who->bytes - who->have, 0);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0)
        fail("closed by the server");
    char *end = who->bytes + who->have + got;
    char *rest = irc ? take_lines(who, who->bytes, end) : take_frames(who, who->bytes, end);
    who->have = end - rest;
    if (who->have > 0 && rest != who->bytes)
        memmove(who->bytes, rest, who->have);
}

static void turn(int milliseconds)
{
    struct epoll_event ready[512];
    int count = epoll_wait(poll_, ready, 512, milliseconds);
    for (int i = 0; i < count; i++)
        receive(ready[i].data.ptr);
}

static double log_in(int port, int count)
{
    char line[100];
    double begin = seconds();
    clients = calloc(count, sizeof *clients);
    for (int i = 0; i < count; i++) {
        struct client *who = clients[i] = calloc(1, sizeof **clients);
        who->socket_ = connect_to(port);
        fcntl(who->socket_, F_SETFL, O_NONBLOCK);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = who};
        epoll_ctl(poll_, EPOLL_CTL_ADD, who->socket_, &event);
        int length = irc
            ? snprintf(line, sizeof line, "NICK u%d\r\nUSER u%d 0 * :u\r\nJOIN #c\r\n", i, i)
            : snprintf(line, sizeof line, "%02dLOGIN u%d pw", 9 + snprintf(NULL, 0, "u%d", i), i);
        give(who, line, length);
        turn(0);
        while (irc && inside <= i)
            turn(100);
    }
    while (inside < count)
        turn(1000);
    return seconds() - begin;
}

static int by_size(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

// A message is under way until it was delivered to all. Windows are refilled when a quarter is free, as a busy sender would.
static double talk(long messages, long window, int receivers, double *round, double *echo)
{
    const char *message = irc ? "PRIVMSG #c :0123456789abcdef\r\n" : "20MSG 0123456789abcdef";
    size_t length = strlen(message);
    char *batch = malloc(length * window);
    for (long i = 0; i < window; i++)
        memcpy(batch + i * length, message, length);
    double *took = malloc(messages * sizeof *took), *own = malloc(messages * sizeof *own);
    double begin = seconds(), last = begin;
    delivered = 0;
    for (long sent = 0, rounds = 0; delivered < messages * receivers;) {
        long may = window - (sent - delivered / receivers);
        may = may < messages - sent ? may : messages - sent;
        if (window == 1 && sent > 0 && may > 0)
            took[rounds] = seconds() - last, own[rounds++] = echoed - last;
        if (may > 0 && (may * 4 >= window || may == messages - sent)) {
            last = seconds();
            give(clients[0], batch, may * length);
            sent += may;
        }
        turn(1000);
        if (seconds() - last > 20)
            fail("stalled");
    }
    double total = seconds() - begin;
    took[messages - 1] = seconds() - last, own[messages - 1] = echoed - last;
    qsort(took, messages, sizeof *took, by_size);
    qsort(own, messages, sizeof *own, by_size);
    *round = window == 1 ? took[messages / 2] : 0;
    *echo = window == 1 && !irc ? own[messages / 2] : 0;
    return total;
}

int main(int count, char **words)
{
    if (count != 8)
        return 2;
    irc = !strcmp(words[1], "irc");
    int people = atoi(words[3]) + 1, pid = atoi(words[6]), idle = atoi(words[7]);
    long messages = atol(words[4]);
    allow_many_files();
    poll_ = epoll_create1(0);
    long before = memory_of(pid);
    printf("login_s=%.3f ", log_in(atoi(words[2]), people));
    for (double quiet = seconds() + 0.3; seconds() < quiet;)
        turn(10);
    double used = cpu_of(pid);
    for (double end = seconds() + idle; seconds() < end;)
        turn(100);
    if (idle)
        printf("idle_cpu=%.5f memory_kib=%.2f ", (cpu_of(pid) - used) / idle, (double)(memory_of(pid) - before) / people);
    if (messages == 0) {
        puts("inside");
        fflush(stdout);
        while (getchar() != EOF)
            ;
        return 0;
    }
    int receivers = irc ? people - 1 : people; // a chat server gives the sender its own message too
    double round, echo;
    used = cpu_of(pid);
    double took = talk(messages, atol(words[5]), receivers, &round, &echo);
    printf("rate=%.0f cpu_us=%.4f round_ms=%.4f echo_ms=%.4f\n", delivered / took, (cpu_of(pid) - used) * 1e6 / delivered, round * 1e3, echo * 1e3);
    return 0;
}
