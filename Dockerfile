# syntax=docker/dockerfile:1
FROM python:3.13-slim AS build
WORKDIR /src
# The packages first: they change less often than the code. The lock also holds what only
# development needs, so its versions are taken as limits for what the server needs.
COPY requirements.lock pyproject.toml ./
RUN python -m venv /opt/checkcall \
 && sed -e '/^ *--hash/d' -e 's/ *\\$//' requirements.lock > /tmp/limits.txt \
 && /opt/checkcall/bin/pip install --no-cache-dir -c /tmp/limits.txt setuptools \
 && /opt/checkcall/bin/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["dependencies"], *p["optional-dependencies"]["postgres"], sep="\n")' > /tmp/needed.txt \
 && /opt/checkcall/bin/pip install --no-cache-dir -c /tmp/limits.txt -r /tmp/needed.txt
COPY . .
RUN /opt/checkcall/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
# Retell and the model's provider are reached over TLS.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /data --shell /usr/sbin/nologin checkcall
COPY --from=build /opt/checkcall /opt/checkcall
ENV PATH=/opt/checkcall/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8080 \
    LOG_FORMAT=json
USER checkcall
# SQLite's default database stands here; with PostgreSQL nothing does.
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=2)"]
ENTRYPOINT ["checkcall"]
CMD ["serve"]
