-- The second and further pairs that show a preset's edit; the first stands in preset.
create table preset_pair (
  preset text not null references preset (id),
  place integer not null,
  a text not null references picture (id),
  a2 text not null references picture (id),
  primary key (preset, place)
);
