"""The data files that are shipped, each with a mark of its content: a lost or cut one is missed.

Made by tools/generate.py.
"""

from collections.abc import Mapping

FILES: Mapping[str, Mapping[str, str]] = {
    "catalogue": {
        "aqi.yaml": "2d28f31bd1aa99d1233c7dca902d7051",
        "functions.yaml": "9c3e0dbab386fd5698c466b68ac1dfe9",
        "measures.yaml": "40764291eabe371e34224da18662e298",
        "schemes.yaml": "6ee2b2d676892f2d4b59a5494e961ffb",
        "vocabulary.yaml": "e13b3c11d59b5f7ae9c29c21bbf95b7d",
    },
    "registries": {
        "jiangjin.yaml": "a6b75fbad7c91931260feb57a01dd47b",
        "kunqu.yaml": "d4a0b03af71fd94e5c7be705c204cb15",
        "sources/jiangjin.txt": "6096d39dff8651dbb8acb7c44c08aa40",
        "sources/kunqu.txt": "2b0f3ea9e552100ec0513cafcef87dd2",
    },
    "templates": {
        "_annexes.j2": "09eee059527b8260054f6d2b9f2cf39e",
        "_duties.j2": "317009e4e098940484b7cf43007f39bf",
        "_end.j2": "3955334efaa58ebc847a45e7679ee0f6",
        "_head.j2": "d3a52efd70a73e195a2c7c98349a2339",
        "_printed.j2": "7d5e95475bd43efefd9c171d69b69634",
        "_tasks.j2": "f7d98cf040937699dba6698a2d54f5f6",
        "approval.j2": "fe68260de8a286ec57f262d070671430",
        "board.html.j2": "14f0b2c10c38e42533a23ab334bdea4b",
        "board.js": "e03a2d0710ace13b1033996d654aa298",
        "checklist.j2": "14f28dece9f4ed5f58c6137d88cdba95",
        "circulate.j2": "606503f67b3be896aaa90742957d2acd",
        "consult.j2": "d1848f6da58afdd8f5e84823adc50d69",
        "daily.j2": "18175875c33565616d67e1a2c3dab445",
        "downgrade.j2": "a3def2ce8db4246f954671fc0590829e",
        "extend.j2": "4769a960730bbbbe424a555b1f84e2aa",
        "fonts.conf": "ff189a7ecce0982fb8de1973f696c32b",
        "lift.j2": "969e569cc0f338ca2122099f3d3f2bd4",
        "notice.docx": "ea53eb381ebf8cdf723ac39bcc1b7cb6",
        "public.j2": "ad6c771c186f67bbcf03c61ac945322d",
        "receipt.j2": "fb548dd0f4ceb63e169b3ea8c22639f2",
        "relay.j2": "c37edf3b0c5178ee993d2867d155777c",
        "repository/README.md": "0afe127064e1ee0eedc6f2ba6e0c15bc",
        "repository/check.sh": "c3871581465ccd9abad36f62ef16ffdd",
        "repository/desk.yaml": "614255802da2e39ff4ccda942374acdb",
        "repository/gitee.yml": "eab766c0cff963f83003165b3c424e71",
        "repository/github.yml": "65e543a08408168f6aecd85a1b48f420",
        "repository/gitignore": "0821f2db191d6466f207cbadea9543ad",
        "repository/gitlab.yml": "53b7745c53af35cd40d2ddb2c0c596a3",
        "repository/pre-commit.yaml": "6489cc8831c682dcecbfb9e0eb05db1c",
        "resume.j2": "a176c8877eb9ef0054a62cb149f55b44",
        "short.j2": "f198f5a9455b0e1c8cfa6e8cb169db5f",
        "start.j2": "3d87b3dd1f0e7122bc3bea9a03eb5663",
        "summary.j2": "69757c19e34f8dbd56a731aa6d9c166e",
        "supervise.j2": "9fef98082fcddf89b8cc52139545aa74",
        "supervision.j2": "dc42613cf113c80a76e10094369bd499",
        "suspend.j2": "30c981ffeab1ff9ccce6ebde66bdd7cb",
        "upgrade.j2": "24b73b663a53aaef9f607574c7c94ec7",
        "urge.j2": "b162387f7cbb62c4dc4104df5d16b3b2",
    },
}
