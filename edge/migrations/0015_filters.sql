-- Categories are also made by the schedule, of products that were fetched: their positions may be those of `fetched`.

-- When they were made, in milliseconds since 1970; 0: by an import, whose version names them.
ALTER TABLE categories ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
