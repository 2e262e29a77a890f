# Node 24, the one bundled file, and nothing else: no shell, no package manager, not root.
#
#   docker buildx build --platform linux/amd64,linux/arm64 --build-arg VERSION=0.1.0 --build-arg REVISION=$(git rev-parse HEAD) .

# The bundled file is the same for every platform, so it is built once, on the machine's own.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS bundle
WORKDIR /src
COPY package.json package-lock.json ./
# With its optional dependencies: esbuild brings its program as one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY cmd cmd
COPY lib lib
COPY hack/build.ts hack/
COPY hack/release hack/release
RUN node hack/build.ts

# What belongs to a platform comes from its own image.
FROM node:24-bookworm-slim AS root
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY hack/image/rootfs.sh /
# Run at once, so that a library that is missing ends the build.
RUN /rootfs.sh /usr/local/bin/node /rootfs && chroot /rootfs /usr/bin/node --version

FROM scratch
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="node-cleanup-webhook" \
      org.opencontainers.image.description="Guards every Kubernetes Node with a finalizer and cleans up before it goes" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=root /rootfs/ /
COPY --from=bundle /src/dist/node-cleanup-webhook.mjs /src/dist/THIRD-PARTY-LICENCES.txt /app/
COPY LICENSE /app/
# Less memory for malloc; what the flags do for V8 is said in docs/benchmarks.md. They are those of the file's first line.
# PATH is for `kubectl exec ... -- node`.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532:65532
EXPOSE 8443 8080
ENTRYPOINT ["/usr/bin/node", "--max-semi-space-size=4", "--optimize-for-size", "--liftoff-only", "/app/node-cleanup-webhook.mjs"]
CMD ["serve"]
