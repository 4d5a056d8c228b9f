{
  "targets": [
    {
      "target_name": "xrootd_native",
      "sources": [
        "src/addon.cc",
        "src/buffers.cc",
        "src/channel.cc",
        "src/direct_writer.cc",
        "src/download.cc",
        "src/failure.cc",
        "src/hash_files.cc",
        "src/hasher.cc",
        "src/hashes.cc",
        "src/land_files.cc",
        "src/local_file.cc",
        "src/md5_lanes.cc",
        "src/metadata.cc",
        "src/older_systems.cc",
        "src/operation.cc",
        "src/options.cc",
        "src/pool.cc",
        "src/relay.cc",
        "src/runtime.cc",
        "src/third_party.cc",
        "src/throttle.cc",
        "src/transfer.cc",
        "src/upload.cc"
      ],
      "include_dirs": [
        "<!(node -p \"require('node-addon-api').include_dir\")",
        "<!(echo ${XROOTD_INCLUDE_DIR:-/usr/include/xrootd})"
      ],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "_FILE_OFFSET_BITS=64"],
      "cflags!": ["-fno-exceptions"],
      "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++20"],
      "cflags_cc": ["-std=c++17", "-fexceptions", "-frtti", "-O3", "-Wall", "-Wextra"],
      "libraries": ["<!(echo ${XROOTD_LIB_DIR:+-L$XROOTD_LIB_DIR -Wl,--disable-new-dtags,-rpath,${XROOTD_RUN_DIR:-$XROOTD_LIB_DIR}})", "-lXrdCl", "-lXrdUtils"],
      "ldflags": ["-Wl,-z,nodelete"]
    }
  ]
}
