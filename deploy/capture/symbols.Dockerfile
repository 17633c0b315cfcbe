# A release as two images: the program without debug information, and the symbols that its profiles are named by.
#   docker build -f symbols.Dockerfile --target program -t shop:1.42 .
#   docker build -f symbols.Dockerfile --target symbols -t shop-symbols:1.42 .
# Where the profile is imported: docker create --name s shop-symbols:1.42 - && docker cp s:/ symbols && docker rm s
# then: heaptide import jemalloc FILE --symbols symbols --service shop --version 1.42
ARG BASE=debian:stable-slim

FROM ${BASE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends binutils gcc libc6-dev make
WORKDIR /src
COPY . .
# frame pointers cost a percent and let profilers see whole stacks
RUN make CFLAGS="-O2 -g -fno-omit-frame-pointer" && install -D shop /opt/shop/shop
RUN ./split-debug /symbols /opt/shop/shop

FROM ${BASE} AS program
COPY --from=build /opt/shop /opt/shop
ENTRYPOINT ["/opt/shop/shop"]

FROM scratch AS symbols
COPY --from=build /symbols /
