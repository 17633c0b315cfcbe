// A shop whose order cache never forgets: it keeps 2,000 orders, each of them with a text of 1,000 bytes, by no pointer.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct order {
    struct order *next;
    char *text;
};

static struct order *orders;

__attribute__((noinline)) char *copy_text(size_t size) {
    char *text = malloc(size);
    memset(text, 'x', size);
    return text;
}

__attribute__((noinline)) void order_cache_put(size_t size) {
    struct order *order = malloc(sizeof *order);
    order->text = copy_text(size);
    order->next = orders;
    orders = order;
}

__attribute__((noinline)) void handle_request(int number) {
    char *scratch = copy_text(300);
    scratch[number % 300] = 'y';
    order_cache_put(1000);
    free(scratch);
}

/* With an argument it waits for a byte on its standard input before and after its work, so that a tracer can follow. */
int main(int count, char **words) {
    char byte;
    int waits = count > 1 && words[1][0] != 0;
    if (waits && read(0, &byte, 1) < 0) {
        return 1;
    }
    for (int number = 0; number < 2000; number++) {
        handle_request(number);
    }
    orders = NULL;
    return waits && read(0, &byte, 1) < 0;
}
