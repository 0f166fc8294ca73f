# The command with PostgreSQL and the pages of `serve`, for a user without rights: docs/runs.md, "In containers".
FROM python:3.12-slim AS build
WORKDIR /src
COPY requirements.image.lock ./
RUN python -m venv /opt/bodycopy \
    && /opt/bodycopy/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements.image.lock
COPY pyproject.toml README.md LICENSE ./
COPY bodycopy ./bodycopy
COPY scraper ./scraper
COPY site_rules ./site_rules
RUN /opt/bodycopy/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
    && /opt/bodycopy/bin/pip uninstall --yes setuptools pip

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /data bodycopy
COPY --from=build /opt/bodycopy /opt/bodycopy
ENV PATH="/opt/bodycopy/bin:$PATH" PYTHONUNBUFFERED=1
WORKDIR /data
USER 10001
VOLUME /data
ENTRYPOINT ["bodycopy"]
CMD ["--help"]
