-- The sites of this deployment, as `cargo xtask import` loads them.

-- `version` names the content that is served; changing it is what publishes an import.
CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  is_default INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE UNIQUE INDEX one_default_site ON sites (is_default) WHERE is_default = 1;

-- Whose help desk a host name is.
CREATE TABLE site_hosts (
  host TEXT PRIMARY KEY,
  site TEXT NOT NULL
) WITHOUT ROWID;

-- A site as JSON (`model::site::Site`), in parts because a statement may have 100 KB.
CREATE TABLE site_content (
  site TEXT NOT NULL,
  version TEXT NOT NULL,
  part INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (site, version, part)
);

-- Pictures, named by their content, so that a name never means another picture.
CREATE TABLE files (
  name TEXT NOT NULL,
  part INTEGER NOT NULL,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (name, part)
);

-- Which content shows which picture: one that none shows any more is deleted.
CREATE TABLE site_files (
  site TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (site, version, name)
) WITHOUT ROWID;
