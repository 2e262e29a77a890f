{{/* The rules of the roles, from files/rights.yaml, which is made of what the code says that it needs.
test/support/rights/rules.ts computes the same; a test compares them. */}}

{{/* Rules that grant the rights in .rights with the options in .options, added to .into: "namespace|group|resource|name" to a
list of verbs; without a namespace it is for a ClusterRole. */}}
{{- define "ncw.rights.add" -}}
{{- $names := dict "lease" (include "ncw.rights.leaseName" .root) "certificate" (include "ncw.tls.secretName" .root) "webhook" (include "ncw.fullname" .root) "deployment" (include "ncw.fullname" .root) "health" (printf "http:%s:health" (include "ncw.serviceName" .root)) -}}
{{- range .rights -}}
{{- if or (not .onlyWith) (include "ncw.rights.isSet" (dict "value" (get $.options (.onlyWith | default "")))) -}}
{{- $namespace := "" -}}
{{- if .namespaceOption -}}
{{- $namespace = get $.options .namespaceOption -}}
{{- else if eq (.namespace | default "") "own" -}}
{{- $namespace = include "ncw.namespace" $.root -}}
{{- else if .namespace -}}
{{- $namespace = .namespace -}}
{{- end -}}
{{- $name := "" -}}
{{- with .only -}}{{- $name = get $names . -}}{{- end -}}
{{- $key := printf "%s|%s|%s|%s" $namespace .apiGroup .resource $name -}}
{{- $_ := set $.into $key (concat (get $.into $key | default list) .verbs | uniq | sortAlpha) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* As `serve` calls its Lease. */}}
{{- define "ncw.rights.leaseName" -}}
{{- $name := "node-cleanup-webhook" -}}
{{- range .Values.extraEnv -}}
{{- if and (eq .name "LEASE_NAME") .value -}}{{- $name = .value -}}{{- end -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{/* Whether an option asks for what needs a right: anything but nothing, false, an empty list and a duration of zero. */}}
{{- define "ncw.rights.isSet" -}}
{{- if .value -}}
{{- if not (and (kindIs "string" .value) (regexMatch "^(?:[0.]+(?:ms|h|m|s))+$" .value)) -}}true{{- end -}}
{{- end -}}
{{- end -}}

{{/* As YAML: namespaces, '' for a ClusterRole, to rules. Takes what "ncw.rights.add" has filled. */}}
{{- define "ncw.rights.table" -}}
{{- $table := dict -}}
{{- range $key := keys . | sortAlpha -}}
{{- $part := splitList "|" $key -}}
{{- $rule := dict "apiGroups" (list (index $part 1)) "resources" (list (index $part 2)) "verbs" (get $ $key) -}}
{{- with index $part 3 -}}{{- $_ := set $rule "resourceNames" (list .) -}}{{- end -}}
{{- $_ := set $table (index $part 0) (append (get $table (index $part 0) | default list) $rule) -}}
{{- end -}}
{{- toYaml $table -}}
{{- end -}}

{{/* What the operator may with the tasks of its configuration, or those of the default plan. */}}
{{- define "ncw.rights.operator" -}}
{{- $file := .Files.Get "files/rights.yaml" | fromYaml -}}
{{- $into := dict -}}
{{- include "ncw.rights.add" (dict "root" . "rights" $file.operator "options" dict "into" $into) -}}
{{- if eq .Values.tls.mode "self-managed" -}}
{{- include "ncw.rights.add" (dict "root" . "rights" $file.selfManaged "options" dict "into" $into) -}}
{{- end -}}
{{- $cleanup := (.Values.config | default dict).cleanup | default dict -}}
{{- if hasKey $cleanup "tasks" -}}
{{- range $cleanup.tasks -}}
{{- include "ncw.rights.add" (dict "root" $ "rights" (get $file.tasks .task | default list) "options" (.options | default dict) "into" $into) -}}
{{- end -}}
{{- else -}}
{{- range $file.defaultTasks -}}
{{- include "ncw.rights.add" (dict "root" $ "rights" (get $file.tasks .) "options" dict "into" $into) -}}
{{- end -}}
{{- end -}}
{{- include "ncw.rights.table" $into -}}
{{- end -}}

{{/* What a hook may: .of is releaseAll or verify. */}}
{{- define "ncw.rights.hook" -}}
{{- $file := .root.Files.Get "files/rights.yaml" | fromYaml -}}
{{- $into := dict -}}
{{- include "ncw.rights.add" (dict "root" .root "rights" (get $file .of) "options" dict "into" $into) -}}
{{- include "ncw.rights.table" $into -}}
{{- end -}}

{{/* A role and its binding for each namespace of .table, and the ClusterRole: named .name, for the ServiceAccount .account.
.annotations and .bindingAnnotations may be given. */}}
{{- define "ncw.rights.roles" -}}
{{- $ctx := . -}}
{{- range $namespace, $rules := .table }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if $namespace }}Role{{ else }}ClusterRole{{ end }}
metadata:
  name: {{ $ctx.name | quote }}
  {{- if $namespace }}
  namespace: {{ $namespace | quote }}
  {{- end }}
  labels:
    {{- include "ncw.labels" $ctx.root | nindent 4 }}
  {{- with $ctx.annotations }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
rules:
  {{- range $rules }}
  - apiGroups: [{{ index .apiGroups 0 | quote }}]
    resources: [{{ index .resources 0 }}]
    verbs: [{{ join ", " .verbs }}]
    {{- with .resourceNames }}
    resourceNames: [{{ index . 0 | quote }}]
    {{- end }}
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if $namespace }}RoleBinding{{ else }}ClusterRoleBinding{{ end }}
metadata:
  name: {{ $ctx.name | quote }}
  {{- if $namespace }}
  namespace: {{ $namespace | quote }}
  {{- end }}
  labels:
    {{- include "ncw.labels" $ctx.root | nindent 4 }}
  {{- with $ctx.bindingAnnotations }}
  annotations:
    {{- . | nindent 4 }}
  {{- end }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ if $namespace }}Role{{ else }}ClusterRole{{ end }}
  name: {{ $ctx.name | quote }}
subjects:
  - kind: ServiceAccount
    name: {{ $ctx.account | quote }}
    namespace: {{ include "ncw.namespace" $ctx.root | quote }}
{{- end }}
{{- end -}}
