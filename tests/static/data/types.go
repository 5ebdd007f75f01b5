// Prints go-types.tsv. In a checkout of flyctl: put it into cmd/types and `go run ./cmd/types`.
package main

import (
	"fmt"
	"reflect"
	"strings"

	fly "github.com/superfly/fly-go"
	"github.com/superfly/flyctl/internal/appconfig"
)

func walk(end, path string, t reflect.Type, above []reflect.Type) {
	for t.Kind() == reflect.Ptr {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		walk(end, path+"/#", t.Elem(), above)
	case reflect.Map:
		walk(end, path+"/*", t.Elem(), above)
	case reflect.Struct:
		for _, one := range above {
			if one == t {
				return
			}
		}
		for i := 0; i < t.NumField(); i++ {
			field(end, path, t.Field(i), append(above[:len(above):len(above)], t))
		}
	}
}

func field(end, path string, f reflect.StructField, above []reflect.Type) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case f.Anonymous && name == "":
		walk(end, path, f.Type, above)
		return
	case !f.IsExported() || name == "-":
		return
	case name == "":
		name = f.Name
	}
	zero := "sent"
	if strings.Contains(options, "omitempty") {
		zero = "omitted"
	}
	fmt.Printf("%s\t%s/%s\t%s\t%s\n", end, path, name, f.Type, zero)
	walk(end, path+"/"+name, f.Type, above)
}

func main() {
	fmt.Println("# Fields of flyctl internal/appconfig and of fly-go v0.9.6: Go type; what JSON does to its zero. types.go prints it.")
	fmt.Println("end\tpath\ttype\tzero")
	walk("fly", "", reflect.TypeOf(appconfig.Config{}), nil)
	walk("machines", "/requests/#/body", reflect.TypeOf(fly.LaunchMachineInput{}), nil)
	walk("machines", "/volumes/#/body", reflect.TypeOf(fly.CreateVolumeRequest{}), nil)
}
