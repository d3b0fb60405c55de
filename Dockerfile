# The hub as a container: web process, migrations, runner. Build: docker compose build
FROM node:22.21.1-bookworm-slim AS build
WORKDIR /hub
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -rf .next/cache

FROM node:22.21.1-bookworm-slim
WORKDIR /hub
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DATA_DIR=/hub/.data
# WORKDIR made it as root, and COPY owns only what it copies.
RUN mkdir .data && chown node:node . .data
COPY --from=build --chown=node:node /hub ./
USER node
EXPOSE 3000
CMD ["node", "scripts/serve.mjs"]
