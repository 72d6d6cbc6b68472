# One image for the API, the worker and the migration; the command decides. Built in three steps so that the last one has
# neither compilers, nor development packages, nor sources that a running process does not read.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# Generates the database client and the API's types; everything is installed already.
RUN node scripts/bootstrap.mjs && npm run web:build

FROM node:24-bookworm-slim AS production-packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
COPY --from=production-packages /app/node_modules node_modules
COPY --from=build /app/generated generated
COPY --from=build /app/dist-web dist-web
COPY package.json tsconfig.json worker.ts ./
COPY activities activities
COPY adapters adapters
COPY api api
COPY domain domain
COPY prisma prisma
COPY scripts/add-user.ts scripts/migrate.ts scripts/migrationAdapter.ts scripts/schemaEngine.ts scripts/
COPY workflows workflows
# Nothing below /app is written at run time: the image works read-only, with a small tmpfs at /tmp.
USER node
EXPOSE 3000
CMD ["node", "--import", "tsx", "api/main.ts"]
