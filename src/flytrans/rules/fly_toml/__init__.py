"""Rules for a fly.toml, by their numbers: 100 app, 110 env, 120 groups and commands, 130 services, 146 checks, 160
mounts, 170 vm, 180 files, 185 restart, 187 metrics, 188 statics, 190 deploy."""
