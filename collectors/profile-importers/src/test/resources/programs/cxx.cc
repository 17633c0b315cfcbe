// What C++ adds to a stack: templates, anonymous namespaces, lambdas, ABI tags.
#include <functional>
#include <string>
#include <vector>

namespace shop {
namespace {
struct Order {
    char text[1000];
};
}

template <typename Key, typename Value>
class Cache {
  public:
    __attribute__((noinline)) void put(const Key &, std::function<Value *(int)> make) { kept.push_back(make(1)); }

  private:
    std::vector<Value *> kept;
};

static __attribute__((noinline)) Order *fresh(int) { return new Order(); }

__attribute__((noinline)) std::string *label [[gnu::abi_tag("cxx11")]] (std::string text) { return new std::string(text); }
}

int main() {
    auto *cache = new shop::Cache<std::string, shop::Order>;
    for (int i = 0; i < 1000; i++) {
        cache->put("key", [](int n) { return shop::fresh(n); });
        shop::label(std::string(200, 'x'));
    }
}
