{
  "targets": [
    {
      "target_name": "xrootd_native",
      "sources": [
        "src/addon.cc",
        "src/older_systems.cc",
        "src/client/metadata.cc",
        "src/client/operation.cc",
        "src/client/pool.cc",
        "src/client/runtime.cc",
        "src/client/third_party.cc",
        "src/client/throttle.cc",
        "src/files/buffers.cc",
        "src/files/direct_writer.cc",
        "src/files/land_files.cc",
        "src/files/landing.cc",
        "src/files/local_file.cc",
        "src/hashes/hash_files.cc",
        "src/hashes/hasher.cc",
        "src/hashes/hashes.cc",
        "src/hashes/md5_lanes.cc",
        "src/napi/channel.cc",
        "src/napi/failure.cc",
        "src/napi/options.cc",
        "src/transfer/batch.cc",
        "src/transfer/download.cc",
        "src/transfer/member.cc",
        "src/transfer/relay.cc",
        "src/transfer/transfer.cc",
        "src/transfer/upload.cc"
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
